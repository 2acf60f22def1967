package dev.edict.decisionpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the audit has of a process that was killed while it decided. */
@Tag("servers")
class KillDecisionPointTest {

    private static final int ROUNDS = Boolean.getBoolean("edict.soak") ? 10 : 1;

    /** A crash of the process loses no more than this (contract §7.1), and the time of one flush of the disk. */
    private static final Duration MOST_LOST = Duration.ofMillis(50);

    /** How long before the end flushes are looked at. */
    private static final Duration LATELY = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofSeconds(60);

    /** What Redis does when the process is killed. */
    enum Redis {
        SERVES {
            @Override
            void happen(TestRedis redis) {}
        },
        IS_SILENT {
            @Override
            void happen(TestRedis redis) {
                redis.silence(LONG);
            }
        },
        IS_AWAY {
            @Override
            void happen(TestRedis redis) {
                redis.stop();
            }
        };

        abstract void happen(TestRedis redis);
    }

    @TempDir
    Path data;

    @TempDir
    Path folder;

    private TestRedis redis;

    @BeforeEach
    void up() {
        redis = TestRedis.up(data);
    }

    @AfterEach
    void down() {
        redis.close();
    }

    /** A decision that was given, or a flush that was measured, and when, by the clock of the process. */
    private record Given(Duration at, String request) {

        static Given of(String line) {
            var words = line.split(" ", 2);
            return new Given(Duration.of(Long.parseLong(words[0]), ChronoUnit.MICROS), words[1]);
        }

        boolean isDecision() {
            return !request.startsWith(RecordingProcess.FLUSH);
        }

        private Duration flush() {
            return Duration.of(Long.parseLong(request.substring(RecordingProcess.FLUSH.length())), ChronoUnit.MICROS);
        }
    }

    @ParameterizedTest
    @EnumSource(Redis.class)
    void an_ordinary_audit_loses_at_most_the_decisions_of_50_ms(Redis state) throws IOException, InterruptedException {
        for (var round = 0; round < ROUNDS; round++) {
            var told = toldUntilKilled(state, false, round);
            var given = told.stream().filter(Given::isDecision).toList();
            var end = given.get(given.size() - 1).at();
            var mostLost = MOST_LOST.plus(longestFlush(told, end));

            var kept = Audits.requests(redis);
            assertThat(given)
                    .filteredOn(decision -> !kept.contains(decision.request()))
                    .as("lost of %d", given.size())
                    .allSatisfy(lost -> assertThat(end.minus(lost.at())).isLessThanOrEqualTo(mostLost));
        }
    }

    @ParameterizedTest
    @EnumSource(Redis.class)
    void a_durable_audit_loses_nothing_that_was_answered(Redis state) throws IOException, InterruptedException {
        for (var round = 0; round < ROUNDS; round++) {
            var told = toldUntilKilled(state, true, round);

            assertThat(Audits.requests(redis))
                    .containsAll(told.stream()
                            .filter(Given::isDecision)
                            .map(Given::request)
                            .toList());
        }
    }

    /** Kills a process while it decides, and has the next one send what is in its spill. */
    private List<Given> toldUntilKilled(Redis state, boolean durable, int round)
            throws IOException, InterruptedException {
        var told = data.resolve("told-" + round);
        var spill = folder.resolve("spill-" + round);
        var process = started(told, spill, durable);
        try {
            await("its decisions go to Redis, and no longer to the disk")
                    .atMost(LONG)
                    .until(() -> given(told).size() > 1_000 && !hasSpilled(spill));
            state.happen(redis);
            var before = given(told).size();
            await("it goes on deciding")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(LONG)
                    .until(() -> given(told).size() > before + 400);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        redis.stop();
        redis.start();
        try (var next = Audits.started(Audits.settings(redis, spill))) {
            await("the spill is sent").atMost(LONG).until(() -> next.counts().spillBytes() == 0);
            assertThat(next.counts().lost()).isZero();
        }
        var given = given(told);
        assertThat(given).noneMatch(decision -> decision.request().startsWith("refused"));
        return given;
    }

    private static Duration longestFlush(List<Given> told, Duration end) {
        return told.stream()
                .filter(one -> !one.isDecision() && one.at().compareTo(end.minus(LATELY)) > 0)
                .map(Given::flush)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static boolean hasSpilled(Path spill) throws IOException {
        try (var files = Files.list(spill)) {
            return files.anyMatch(file -> file.toString().endsWith(".spill"));
        }
    }

    private Process started(Path told, Path spill, boolean durable) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingProcess.class.getName(),
                        redis.uri().toURI().toString(),
                        spill.toString(),
                        Boolean.toString(durable),
                        String.valueOf(spill.getFileName()))
                .redirectOutput(told.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Without the last line, which the end may have cut. */
    private static List<Given> given(Path told) throws IOException {
        var lines = Files.readString(told);
        return lines.substring(0, lines.lastIndexOf('\n') + 1)
                .lines()
                .map(Given::of)
                .toList();
    }
}

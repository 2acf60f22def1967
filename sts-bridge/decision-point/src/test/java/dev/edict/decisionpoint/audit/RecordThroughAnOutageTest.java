package dev.edict.decisionpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions while Redis does not take them, and what the stream has in the end. */
@Tag("servers")
class RecordThroughAnOutageTest {

    private static final boolean SOAK = Boolean.getBoolean("edict.soak");
    private static final Duration OUTAGE = Duration.ofSeconds(SOAK ? 60 : 3);
    private static final Duration LONG = OUTAGE.plusSeconds(30);

    /** Slower in the long outage, whose decisions would not fit into the spill. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(SOAK ? 3_000 : 500);

    private static final int THREADS = 3;
    private static final Duration NO_WAIT = Duration.ofMillis(500);

    @TempDir
    Path data;

    @TempDir
    Path folder;

    private TestRedis redis;

    @BeforeEach
    void make() {
        redis = TestRedis.away(data);
    }

    @AfterEach
    void down() {
        redis.close();
    }

    /** Threads that decide until they are stopped. */
    private static final class Load implements AutoCloseable {

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Queue<String> given = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        Load(DecisionAudit audit) {
            for (var thread = 0; thread < THREADS; thread++) {
                var name = "t" + thread;
                threads.add(new Thread(() -> decide(audit, name)));
            }
            threads.forEach(Thread::start);
        }

        private void decide(DecisionAudit audit, String name) {
            for (var i = 0; !stopped.get(); i++) {
                audit.record(Decided.decision(name + "-" + i));
                given.add(name + "-" + i);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        void awaitMore() {
            var before = given.size();
            await("decisions go on").atMost(LONG).until(() -> given.size() > before + 100);
        }

        @Override
        public void close() {
            stopped.set(true);
            threads.forEach(LockSupport::unpark);
            await("the threads end").atMost(Audits.SOON).until(() -> threads.stream()
                    .noneMatch(Thread::isAlive));
        }
    }

    private static void awaitSent(DecisionAudit audit) {
        await("the queue and the spill are sent")
                .atMost(LONG)
                .until(() -> audit.counts().queued() == 0
                        && audit.counts().spillBytes() == 0
                        && audit.counts().sent() >= audit.counts().recorded());
    }

    private void awaitOutage() {
        var begun = System.nanoTime();
        await("the outage lasts").atMost(LONG).until(() -> System.nanoTime() - begun > OUTAGE.toNanos());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_counted_in_is_in_the_stream_after_an_outage(boolean durable) {
        redis.start();
        try (var audit = Audits.started(Audits.settings(redis, folder).durable(durable))) {
            Queue<String> given;
            try (var load = new Load(audit)) {
                given = load.given;
                load.awaitMore();
                redis.stop();
                awaitOutage();
                assertThat(audit.counts().spilled()).isPositive();
                assertThat(audit.counts().oldestAge()).isGreaterThan(OUTAGE.dividedBy(2));
                assertThat(audit.trouble()).isEmpty();
                redis.start();
                load.awaitMore();
            }
            awaitSent(audit);

            assertThat(audit.counts().recorded()).isEqualTo(given.size());
            assertThat(audit.counts().lost() + audit.counts().damaged()).isZero();
            assertThat(Audits.requests(redis)).isEqualTo(Set.copyOf(given));
        }
    }

    @Test
    void a_redis_that_is_full_counts_as_away() {
        redis.start();
        redis.call(commands -> commands.configSet("maxmemory", "1"));
        try (var audit = Audits.started(Audits.settings(redis, folder))) {
            var asked = Audits.record(audit, "r", 300);
            await("they are spilled")
                    .atMost(Audits.SOON)
                    .until(() -> audit.counts().spilled() >= 300);
            redis.call(commands -> commands.configSet("maxmemory", "0"));
            awaitSent(audit);

            assertThat(Audits.requests(redis)).containsExactlyInAnyOrderElementsOf(asked);
            assertThat(audit.counts().lost()).isZero();
        }
    }

    @Test
    void a_redis_that_is_silent_holds_up_no_decision() {
        redis.start();
        try (var audit = Audits.started(Audits.settings(redis, folder))) {
            Audits.record(audit, "before", 10);
            awaitSent(audit);
            redis.silence(Duration.ofSeconds(10));
            var begun = System.nanoTime();
            Audits.record(audit, "r", 1_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(NO_WAIT.multipliedBy(4));

            await("they are on the disk, long before Redis answers")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> audit.counts().spilled() >= 1_000);
        }
    }

    @Test
    void a_start_without_redis_and_without_a_usable_folder_only_names_the_trouble() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        try (var audit = Audits.started(Audits.settings(redis, file).mostQueued(100))) {
            assertThat(audit.trouble()).contains(DecisionAudit.REPLAY_UNAVAILABLE);
            assertThat(audit.spillTrouble()).startsWith("the folder %s cannot be used".formatted(file));
            Audits.record(audit, "r", 5_000);
            assertThat(audit.counts().lost()).isGreaterThanOrEqualTo(5_000 - 100 - EventQueue.MOST_AT_ONCE);
            assertThat(audit.trouble()).contains(DecisionAudit.EVIDENCE_LOST);

            redis.start();
            await("what was kept in memory is sent")
                    .atMost(LONG)
                    .until(() -> audit.counts().sent() + audit.counts().lost() == 5_000);
            Files.delete(file);
            await("the folder is found to be usable").atMost(Audits.SOON).until(() -> audit.spillTrouble()
                    .isEmpty());
        }
    }

    @Test
    void a_full_spill_loses_what_the_memory_does_not_hold_and_counts_it() {
        try (var audit =
                Audits.started(Audits.settings(redis, folder).mostQueued(100).mostSpillBytes(1L << 20))) {
            Audits.record(audit, "r", 5_000);
            await("the spill is full").atMost(Audits.SOON).until(() -> audit.spillTrouble()
                    .contains("is full"));
            Audits.record(audit, "more", 5_000);

            assertThat(audit.counts().spillBytes()).isLessThanOrEqualTo(1L << 20);
            assertThat(audit.counts().queued()).isLessThanOrEqualTo(100);
            assertThat(audit.counts().lost()).isPositive();
            assertThat(audit.trouble()).contains(DecisionAudit.EVIDENCE_LOST);
            redis.start();
            await("all that was kept is sent")
                    .atMost(LONG)
                    .until(() -> audit.counts().sent() + audit.counts().lost() == 10_000);
            await("the spill takes decisions again").atMost(Audits.SOON).until(() -> audit.spillTrouble()
                    .isEmpty());
            assertThat(Audits.requests(redis))
                    .hasSize((int) (10_000 - audit.counts().lost()));
        }
    }

    @Test
    void a_durable_audit_that_can_keep_nothing_says_so_for_each_decision() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        try (var audit = Audits.started(Audits.settings(redis, file).durable(true))) {
            assertThatThrownBy(() -> audit.record(Decided.decision("r")))
                    .isInstanceOf(AuditUnavailable.class)
                    .hasMessageContaining("cannot be used");
            assertThat(audit.counts().lost()).isZero();

            redis.start();
            await("it records with Redis alone").atMost(LONG).until(() -> isRecorded(audit, "s"));
        }
        assertThat(Audits.requests(redis)).contains("s");
    }

    private static boolean isRecorded(DecisionAudit audit, String request) {
        try {
            audit.record(Decided.decision(request));
            return true;
        } catch (AuditUnavailable e) {
            return false;
        }
    }

    @Test
    void a_durable_audit_has_the_decision_on_disk_before_it_returns() throws SpillUnavailable {
        try (var audit = Audits.started(Audits.settings(redis, folder).durable(true))) {
            audit.record(Decided.decision("r"));

            assertThat(audit.counts().spilled()).isEqualTo(1);
            assertThat(audit.counts().queued()).isZero();
        }
        assertThat(spilled()).containsExactly("r");
    }

    private List<String> spilled() throws SpillUnavailable {
        try (var spill = new Spill(folder, 1L << 20)) {
            spill.open();
            var part = spill.oldest().orElseThrow();
            return List.copyOf(Audits.requests(part.events().stream()
                    .map(event -> new String(event.data(), StandardCharsets.UTF_8))
                    .toList()));
        }
    }

    @Test
    void what_is_redacted_is_neither_on_the_disk_nor_in_redis() throws IOException {
        var input = Decided.input(
                """
                {"principal":{"type":"Application","id":"app-1","zone_id":"zone-blue"},"resource":{"identifier":"r"},
                 "action":{"id":"TokenExchange"},
                 "context":{"requested_scopes":[],"trace_id":"canary-a",
                  "subject_claims":{"email":"canary-b","deep":[{"name":"canary-c"}]}}}""");
        var settings = Audits.settings(redis, folder)
                .redacted(List.of(
                        "context.trace_id", "context.subject_claims.email", "context.subject_claims.deep.name"));
        try (var audit = Audits.started(settings)) {
            audit.record(new AuditedDecision("zone-blue", "r-1", input, Decided.allowed(), Instant.now()));
            await("it is on the disk")
                    .atMost(Audits.SOON)
                    .until(() -> audit.counts().spilled() == 1);
            assertThat(filesText()).contains("r-1").doesNotContain("canary");
            redis.start();
            awaitSent(audit);
        }

        assertThat(redis.events()).hasSize(1).allSatisfy(entry -> assertThat(entry.field("data"))
                .contains("[redacted]")
                .doesNotContain("canary"));
    }

    private String filesText() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Test
    void a_close_without_redis_leaves_everything_on_the_disk() throws IOException {
        List<String> asked;
        try (var audit = Audits.started(Audits.settings(redis, folder))) {
            asked = Audits.record(audit, "r", 2_000);
        }
        redis.start();
        try (var next = Audits.started(Audits.settings(redis, folder))) {
            await("the spill is sent")
                    .atMost(Audits.SOON)
                    .until(() -> next.counts().spillBytes() == 0);
        }

        assertThat(Audits.requests(redis)).containsExactlyInAnyOrderElementsOf(asked);
    }
}

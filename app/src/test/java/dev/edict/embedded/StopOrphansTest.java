package dev.edict.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.embedded.Launched.Farewell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** {@code kill -9} of the application leaves PostgreSQL and Redis running. */
@Tag("servers")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 180, unit = SECONDS)
class StopOrphansTest {

    @TempDir
    private Path folder;

    private final List<ProcessHandle> strangers = new ArrayList<>();

    @BeforeEach
    void prepare() {
        DataFiles.prepare(data());
    }

    @AfterEach
    void strangers_go() {
        strangers.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void servers_that_outlived_a_killed_application_are_stopped_and_their_data_kept(CapturedOutput output)
            throws Exception {
        try (var application = Launched.on(data(), folder)) {
            application.awaitReady().kill();
        }
        var postgres = DataFiles.postgres(data()).proven().orElseThrow();
        var redis = DataFiles.redis(data()).proven().orElseThrow();

        var begin = Instant.now();
        try (var again = Launched.here(data())) {
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
            assertThat(postgres.isRunning()).isFalse();
            assertThat(redis.isRunning()).isFalse();
            assertThat(again.getBean(Farewell.class).rows()).containsExactly("farewell", "started");
            assertThat(again.getBean(Farewell.class).entries()).containsExactly("farewell", "started");
        }
        assertThat(output.getOut().lines())
                .filteredOn(line -> line.contains("of an earlier run"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("Stopped PostgreSQL of an earlier run")
                                .contains("process " + postgres.pid()),
                        line -> assertThat(line)
                                .contains("Stopped Redis of an earlier run")
                                .contains("process " + redis.pid()));
    }

    @Test
    void orphans_that_do_not_answer_are_killed_with_their_children_and_their_data_kept() throws Exception {
        try (var application = Launched.on(data(), folder)) {
            application.awaitReady().kill();
        }
        var postgres = DataFiles.postgres(data()).proven().orElseThrow();
        var children = postgres.handle().descendants().map(ServerProcess::new).toList();
        var redis = DataFiles.redis(data()).proven().orElseThrow();
        signal("STOP", postgres);
        signal("STOP", redis);

        var begin = Instant.now();
        try (var again = Launched.here(data())) {
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
            assertThat(postgres.isRunning()).isFalse();
            assertThat(redis.isRunning()).isFalse();
            assertThat(children).isNotEmpty().noneMatch(ServerProcess::isRunning);
            assertThat(again.getBean(Farewell.class).rows()).containsExactly("farewell", "started");
            assertThat(again.getBean(Farewell.class).entries()).containsExactly("farewell", "started");
        }
    }

    @Test
    void a_server_whose_pid_file_was_lost_is_stopped_too() throws Exception {
        try (var opened = DataFolder.open(data())) {
            var orphan = LocalRedis.prepare(opened);
            orphan.start();
            Files.writeString(DataFiles.redis(data()).pidFile().path(), "");

            var next = LocalRedis.prepare(opened);
            next.start();

            assertThat(orphan.isRunning()).isFalse();
            assertThat(next.isRunning()).isTrue();
            next.stop();
        }
    }

    @Test
    void a_program_that_reuses_the_process_id_of_a_server_is_left_alone_and_does_not_block_the_start()
            throws Exception {
        var sleeper = start("sleep", "300");
        Files.writeString(DataFiles.redis(data()).pidFile().path(), sleeper.pid() + "\n");
        Files.writeString(DataFiles.postgres(data()).pidFile().path(), sleeper.pid() + "\n");

        try (var again = Launched.here(data())) {
            assertThat(sleeper.isAlive()).isTrue();
            assertThat(again.getBean(Farewell.class).rows()).containsExactly("farewell");
        }
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void a_redis_of_someone_else_is_not_touched_and_named() throws Exception {
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        var executable = Files.copy(program("redis-server"), elsewhere.resolve("redis-server"));
        assertThat(executable.toFile().setExecutable(true)).isTrue();
        var foreign = redis(executable, elsewhere);

        refusedNaming(foreign);
    }

    @Test
    void our_own_redis_program_on_another_folder_is_not_touched_and_named() throws Exception {
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

        refusedNaming(redis(program("redis-server").toRealPath(), elsewhere));
    }

    @Test
    void a_redis_from_elsewhere_that_names_our_folder_is_not_touched_and_named() throws Exception {
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        var executable = Files.copy(program("redis-server"), elsewhere.resolve("redis-server"));
        assertThat(executable.toFile().setExecutable(true)).isTrue();

        refusedNaming(redis(executable, data().toRealPath().resolve("redis")));
    }

    @Test
    void a_process_of_the_folder_that_hides_its_arguments_is_not_touched_and_named() throws Exception {

        // With the title that Redis gives itself, which is what one started by hand shows.
        refusedNaming(start(
                program("redis-server").toRealPath().toString(),
                "--port",
                Integer.toString(Loopback.freePort()),
                "--dir",
                data().toRealPath().resolve("redis").toString(),
                "--save",
                "",
                "--set-proc-title",
                "yes"));
    }

    private void refusedNaming(Process foreign) throws IOException {
        Files.writeString(DataFiles.redis(data()).pidFile().path(), foreign.pid() + "\n");
        // Its title stands once it listens; until then it shows the arguments it was given.
        assertThat(Pause.until(() -> listens(foreign), Duration.ofSeconds(10))).isTrue();

        assertThatThrownBy(() -> Launched.here(data()))
                .hasMessageContaining("as process " + foreign.pid())
                .hasMessageContaining("kill " + foreign.pid());
        assertThat(foreign.isAlive()).isTrue();
        assertThat(DataFiles.postgres(data()).proven()).isEmpty();
    }

    private boolean listens(Process process) {
        try (var log = Files.lines(folder.resolve("foreign.txt"))) {
            return log.anyMatch(line -> line.contains("Ready to accept connections"));
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    private Process redis(Path executable, Path directory) throws IOException {
        return start(
                executable.toString(),
                "--port",
                Integer.toString(Loopback.freePort()),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--set-proc-title",
                "no");
    }

    private Process start(String... command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("foreign.txt").toFile())
                .start();
        strangers.add(process.toHandle());
        return process;
    }

    private Path program(String name) throws IOException {
        try (var programs = Files.newDirectoryStream(data().resolve("programs"), name + "*")) {
            return programs.iterator().next();
        }
    }

    private static void signal(String signal, ServerProcess process) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private Path data() {
        return folder.resolve(".edict");
    }
}

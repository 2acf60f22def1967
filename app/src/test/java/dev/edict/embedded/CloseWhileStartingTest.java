package dev.edict.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("servers")
@ExtendWith(OutputCaptureExtension.class)
class CloseWhileStartingTest {

    @TempDir
    private Path temporary;

    private DataFolder folder;

    @BeforeEach
    void open() {
        DataFiles.prepare(temporary.resolve(".edict"));
        folder = DataFolder.open(temporary.resolve(".edict"));
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void closing_while_postgresql_is_started_again_leaves_nothing_running(CapturedOutput output) {
        leavesNothing(LocalPostgres.prepare(folder), DataFiles.postgres(folder.root()), "pg_ctl");
        assertThat(output).contains("PostgreSQL has stopped").doesNotContain("could not be started again");
    }

    @Test
    void closing_while_redis_is_started_again_leaves_nothing_running(CapturedOutput output) {
        leavesNothing(LocalRedis.prepare(folder), DataFiles.redis(folder.root()), "redis-server");
        assertThat(output).contains("Redis has stopped").doesNotContain("could not be started again");
    }

    private void leavesNothing(LocalServer server, ServerIdentity identity, String starter) {
        var supervised = SupervisedServer.start(server);
        identity.proven().orElseThrow().kill();
        await("it is being started again")
                .atMost(10, SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> running().stream().anyMatch(command -> command.contains(starter)));

        supervised.close();

        assertThat(running()).isEmpty();
    }

    private List<String> running() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().command().stream())
                .filter(command -> command.startsWith(folder.programs().toString()))
                .toList();
    }
}

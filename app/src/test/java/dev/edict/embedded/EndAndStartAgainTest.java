package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.embedded.Launched.Farewell;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class EndAndStartAgainTest {

    @TempDir
    private Path folder;

    @Test
    void the_servers_outlive_ctrl_c_until_the_last_bean_is_done_and_keep_everything_even_when_killed()
            throws Exception {
        try (var application = Launched.on(data(), folder)) {
            application.awaitReady();

            assertThatThrownBy(() -> Launched.here(data()))
                    .hasMessageContaining("in use by process " + application.pid());

            application.interruptGroup();
            application.awaitExit();
            assertThat(application.output())
                    .containsPattern(
                            "PostgreSQL 18\\.\\d+ at 127\\.0\\.0\\.1:\\d+, database edict, [\\d.]+ MB in \\S+/postgres\n")
                    .containsPattern("Redis 7\\.0\\.15 at 127\\.0\\.0\\.1:\\d+, [\\d.]+ kB in \\S+/redis\n")
                    .doesNotContain("Exception");
            assertThat(application.errors()).isEmpty();
        }
        assertThat(DataFiles.postgres(data()).pidFile().path()).doesNotExist();
        assertThat(DataFiles.redis(data()).pidFile().path()).doesNotExist();

        try (var again = Launched.here(data())) {
            var farewell = again.getBean(Farewell.class);
            assertThat(farewell.rows()).containsExactly("started", "farewell");
            assertThat(farewell.entries()).containsExactly("started", "farewell");
            farewell.leave("before the power cut");
            // The whole process tree at once, as nearly as one process can do it.
            DataFiles.postgres(data()).proven().orElseThrow().kill();
            DataFiles.redis(data()).proven().orElseThrow().kill();
        }
        try (var again = Launched.here(data())) {
            var farewell = again.getBean(Farewell.class);
            assertThat(farewell.rows()).startsWith("started", "farewell", "before the power cut");
            assertThat(farewell.entries()).startsWith("started", "farewell", "before the power cut");
        }
    }

    @Test
    void a_refusal_is_one_line_and_exit_code_1() throws Exception {
        try (var application = Launched.with(Map.of("DATABASE_URL", "postgres://ada:s3cret@db/policies"), folder)) {
            assertThat(application.awaitExit()).isEqualTo(1);
            assertThat(application.output()).isEmpty();
            assertThat(application.errors().lines())
                    .containsExactly("edict does not start: REDIS_URL is missing while the other is set: set both"
                            + " DATABASE_URL and REDIS_URL to use servers of your own,"
                            + " or neither to start embedded ones");
        }
    }

    private Path data() {
        return folder.resolve(".edict");
    }
}

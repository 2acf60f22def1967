package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.edict.app.servers.DatabaseOnlyConfiguration;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.embedded.Launched.Farewell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A command that needs only the database. */
@Tag("servers")
@ExtendWith(OutputCaptureExtension.class)
class ReachTheDatabaseTest {

    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void start_once() {
        data = folder.resolve(".edict");
        DataFiles.prepare(data);
    }

    @Test
    void the_database_that_is_named_is_used_without_redis_and_secrets() throws Exception {
        DataFiles.prepare(folder.resolve("named"));
        Files.delete(folder.resolve("named/admin-token"));
        try (var named = DataFolder.open(folder.resolve("named"))) {
            var postgres = LocalPostgres.prepare(named);
            postgres.start();
            try (var command = command(
                    "--DATABASE_URL=postgres://postgres@127.0.0.1:" + postgres.port() + "/edict",
                    "--edict.data=" + folder.resolve("unused"))) {
                assertThat(portOf(command)).isEqualTo(postgres.port());
                assertThat(command.getBeansOfType(RedisAddress.class)).isEmpty();
            }
            assertThat(postgres.isRunning()).isTrue();
            postgres.stop();
        }
        assertThat(folder.resolve("unused")).doesNotExist();
        assertThat(folder.resolve("named/admin-token")).doesNotExist();
    }

    @Test
    void the_database_of_the_edict_that_has_the_folder_is_used_and_left_running(@TempDir Path records)
            throws Exception {
        try (var edict = Launched.on(data, records).awaitReady()) {
            var postgres = DataFiles.postgres(data).proven().orElseThrow();
            try (var command = command("--edict.data=" + data)) {
                assertThat(rows(command)).contains("started");
            }
            assertThat(postgres.isRunning()).isTrue();
            edict.interruptGroup();
            edict.awaitExit();
        }
    }

    @Test
    void the_database_of_an_edict_in_this_process_is_used_too() {
        try (var edict = Launched.here(data);
                var command = command("--edict.data=" + data)) {
            edict.getBean(Farewell.class).leave("seen by both");
            assertThat(rows(command)).contains("seen by both");
        }
    }

    @Test
    void a_free_folder_gets_postgresql_without_redis_for_the_command(CapturedOutput output) throws IOException {
        var token = Files.readString(data.resolve("admin-token")).strip();
        Files.delete(data.resolve("admin-token"));
        var before = output.getOut();
        try (var command = command("--edict.data=" + data)) {
            assertThat(rows(command)).contains("farewell");
            assertThat(DataFiles.redis(data).pidFile().path()).doesNotExist();
            assertThatThrownBy(() -> Launched.here(data))
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        } finally {
            assertThat(data.resolve("admin-token")).doesNotExist();
            Files.writeString(data.resolve("admin-token"), token + "\n");
        }
        assertThat(DataFiles.postgres(data).proven()).isEmpty();
        assertThat(output.getOut()).isEqualTo(before);
        DataFolder.open(data).close();
    }

    @Test
    void a_holder_whose_postgresql_is_not_proven_is_named() throws IOException {
        try (var holder = DataFolder.open(data)) {
            assertThatThrownBy(() -> command("--edict.data=" + holder))
                    .rootCause()
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " holds the data folder")
                    .hasMessageContaining("wait until it is ready, or stop it");
        }
    }

    @Test
    void a_folder_without_a_database_is_refused_and_not_created() {
        var misspelt = folder.resolve("misspelt");

        assertThatThrownBy(() -> command("--edict.data=" + misspelt))
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("there is no database of Edict in " + misspelt);
        assertThat(misspelt).doesNotExist();
    }

    private static ConfigurableApplicationContext command(String... arguments) {
        return new SpringApplicationBuilder(DatabaseOnlyConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("logging.level.root=off")
                .run(arguments);
    }

    private static List<String> rows(ConfigurableApplicationContext command) {
        return JdbcClient.create(command.getBean("queryPool", HikariDataSource.class))
                .sql("select what from public.farewell order by id")
                .query(String.class)
                .list();
    }

    private static int portOf(ConfigurableApplicationContext command) {
        return JdbcClient.create(command.getBean("writePool", HikariDataSource.class))
                .sql("select inet_server_port()")
                .query(Integer.class)
                .single();
    }
}

package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.embedded.Loopback;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("servers")
class RunEmbeddedServersTest {

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(ServersConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("edict.data", folder.resolve(".edict").toString(), "logging.level.root", "warn"))
                .run();
        sql("writePool").sql("create schema views").update();
        sql("writePool").sql("create table views.bindings (zone text)").update();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "server_encoding, UTF8"
    })
    void postgresql_is_durable_and_listens_on_this_machine_only(String setting, String value) {
        assertThat(show("backgroundPool", setting)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"appendonly, yes", "appendfsync, always", "maxmemory-policy, noeviction", "bind, 127.0.0.1"})
    void redis_is_durable_and_listens_on_this_machine_only(String setting, String value) {
        try (var client = RedisClient.create(
                        application.getBean(RedisAddress.class).first());
                var connection = client.connect()) {
            assertThat(connection.sync().configGet(setting)).containsExactly(Map.entry(setting, value));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "writePool, application_name, edict-write",
        "writePool, lock_timeout, 3s",
        "writePool, statement_timeout, 5s",
        "writePool, idle_in_transaction_session_timeout, 10s",
        "writePool, TimeZone, UTC",
        "writePool, search_path, 'views,public'",
        "writePool, default_transaction_read_only, off",
        "queryPool, application_name, edict-query",
        "queryPool, statement_timeout, 5s",
        "queryPool, default_transaction_read_only, on",
        "backgroundPool, application_name, edict-background",
        "backgroundPool, lock_timeout, 3s",
        "backgroundPool, statement_timeout, 5s",
        "backgroundPool, idle_in_transaction_session_timeout, 4s"
    })
    void every_pool_bounds_its_sessions(String pool, String setting, String value) {
        assertThat(show(pool, setting)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"writePool, 12", "queryPool, 8", "backgroundPool, 6"})
    void every_pool_has_its_size(String pool, int size) {
        assertThat(application.getBean(pool, HikariDataSource.class).getMaximumPoolSize())
                .isEqualTo(size);
    }

    @Test
    void the_query_pool_finds_the_views_and_cannot_write() {
        assertThat(sql("queryPool")
                        .sql("select count(*) from bindings")
                        .query(Long.class)
                        .single())
                .isNotNegative();
        assertThatThrownBy(() -> sql("queryPool")
                        .sql("insert into bindings values ('z1')")
                        .update())
                .hasMessageContaining("read-only");
    }

    @Test
    void an_unqualified_table_is_written_where_an_sts_reads_it() {
        sql("writePool").sql("insert into bindings values ('z1')").update();

        assertThat(sql("writePool")
                        .sql("select zone from views.bindings")
                        .query(String.class)
                        .list())
                .contains("z1");
    }

    @Test
    void parameters_of_the_operator_are_added_to_ours_but_do_not_move_the_tables() {
        var embedded = application.getBean(Servers.class).database();
        var parameters = Map.of("options", "-c statement_timeout=7s -c work_mem=5MB", "currentSchema", "elsewhere");
        var database = new DatabaseUrl(
                embedded.hosts(), embedded.database(), embedded.user(), embedded.password(), parameters);

        try (var pool = ConnectionPool.WRITE.open(() -> database)) {
            assertThat(show(pool, "statement_timeout")).isEqualTo("7s");
            assertThat(show(pool, "work_mem")).isEqualTo("5MB");
            assertThat(show(pool, "lock_timeout")).isEqualTo("3s");
            assertThat(show(pool, "search_path")).isEqualTo("views,public");
        }
    }

    @Test
    void a_database_that_is_down_keeps_nobody_waiting_for_long() throws IOException {
        var nobody = new DatabaseUrl.Host(Loopback.ADDRESS, Loopback.freePort());

        try (var pool =
                ConnectionPool.WRITE.open(() -> new DatabaseUrl(List.of(nobody), "edict", null, null, Map.of()))) {
            var begin = Instant.now();
            assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
            assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
        }
    }

    @Test
    void the_write_pool_is_the_primary_bean() {
        assertThat(application.getBean(DataSource.class)).isSameAs(application.getBean("writePool"));
    }

    private static String show(String pool, String setting) {
        return show(application.getBean(pool, HikariDataSource.class), setting);
    }

    private static String show(DataSource pool, String setting) {
        return JdbcClient.create(pool)
                .sql("select current_setting(:setting)")
                .param("setting", setting)
                .query(String.class)
                .single();
    }

    private static JdbcClient sql(String pool) {
        return JdbcClient.create(application.getBean(pool, HikariDataSource.class));
    }
}

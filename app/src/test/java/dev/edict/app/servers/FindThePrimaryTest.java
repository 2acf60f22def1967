package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several hosts in {@code DATABASE_URL}, one of which accepts writes. */
@Tag("servers")
class FindThePrimaryTest {

    private static EmbeddedPostgres standby;
    private static EmbeddedPostgres primary;

    @BeforeAll
    static void start() throws IOException {
        standby = EmbeddedPostgres.builder()
                .setServerConfig("default_transaction_read_only", "on")
                .start();
        primary = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        standby.close();
        primary.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_pool_connects_to_the_server_that_takes_changes(ConnectionPool kind) {
        try (var pool = kind.open(() -> both(""))) {
            assertThat(port(pool)).isEqualTo(primary.getPort());
        }
    }

    @Test
    void migrations_connect_to_the_server_that_takes_changes() {
        assertThat(JdbcClient.create(ConnectionPool.unpooledWithoutHaste(() -> both("")))
                        .sql("select inet_server_port()")
                        .query(Integer.class)
                        .single())
                .isEqualTo(primary.getPort());
    }

    @Test
    void a_setting_of_the_operator_comes_first() {
        try (var pool = ConnectionPool.WRITE.open(() -> both("?targetServerType=any"))) {
            assertThat(port(pool)).isEqualTo(standby.getPort());
        }
    }

    @Test
    void a_pool_for_questions_takes_no_changes_on_a_primary_either() {
        try (var pool = ConnectionPool.QUERY.open(() -> both(""))) {
            var sql = JdbcClient.create(pool);

            assertThatThrownBy(() -> sql.sql("create table never_kept (id int)").update())
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void a_pool_drops_its_connections_once_one_takes_no_changes() {
        try (var pool = ConnectionPool.WRITE.open(
                () -> DatabaseUrl.parse("postgres://postgres@127.0.0.1:%d/postgres".formatted(standby.getPort())))) {
            var sql = JdbcClient.create(pool);
            var session = session(sql);
            assertThat(session(sql)).isEqualTo(session);

            assertThatThrownBy(() -> sql.sql("create table never_kept (id int)").update())
                    .hasMessageContaining("read-only transaction");

            assertThat(session(sql)).isNotEqualTo(session);
        }
    }

    private static DatabaseUrl both(String parameters) {
        return DatabaseUrl.parse("postgres://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres%s"
                .formatted(standby.getPort(), primary.getPort(), parameters));
    }

    private static int port(HikariDataSource pool) {
        return JdbcClient.create(pool)
                .sql("select inet_server_port()")
                .query(Integer.class)
                .single();
    }

    private static int session(JdbcClient sql) {
        return sql.sql("select pg_backend_pid()").query(Integer.class).single();
    }
}

package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.embedded.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An unsuitable PostgreSQL is refused in one line, before any migration. */
@Tag("servers")
class DatabaseRequirementsTest {

    private static EmbeddedPostgres server;
    private static JdbcClient owner;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
        owner = JdbcClient.create(server.getPostgresDatabase());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void an_ordinary_database_is_fine() {
        assertThatCode(() -> verify(url("postgres", "postgres"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void a_database_that_cannot_hold_every_text_is_refused(String encoding) {
        var name = "in_" + encoding.toLowerCase(Locale.ROOT);
        owner.sql("create database %s encoding '%s' locale 'C' template template0".formatted(name, encoding))
                .update();

        assertThatThrownBy(() -> verify(url("postgres", name)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("has the encoding " + encoding)
                .hasMessageContaining("encoding 'UTF8'");
    }

    @ParameterizedTest
    @ValueSource(ints = {90_624, 120_022, 140_019})
    void an_old_server_is_refused_by_its_version(int number) {
        assertThatThrownBy(() -> DatabaseRequirements.requireVersion(number))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is PostgreSQL " + number / 10_000)
                .hasMessageContaining("use PostgreSQL 15 or newer");
    }

    /** As none is at hand, a function of the same name in front of the server's own says what an old one would. */
    @Test
    void the_server_is_asked_for_its_version() {
        owner.sql("create schema old").update();
        owner.sql("create function old.current_setting(text) returns text language sql return '140019'")
                .update();
        var old = new DelegatingDataSource(ConnectionPool.unpooledWithoutHaste(() -> url("postgres", "postgres"))) {
            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                try (var statement = connection.createStatement()) {
                    statement.execute("set search_path = old, pg_catalog");
                }
                return connection;
            }
        };

        assertThatThrownBy(() -> new DatabaseRequirements(old, List.of()).verify())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is PostgreSQL 14");
    }

    @ParameterizedTest
    @ValueSource(ints = {150_000, 160_010, 180_001})
    void a_supported_server_is_accepted(int number) {
        assertThatCode(() -> DatabaseRequirements.requireVersion(number)).doesNotThrowAnyException();
    }

    @Test
    void a_user_that_is_not_known_is_refused_with_what_the_server_says() {
        assertThatThrownBy(() -> verify(url("nobody", "postgres")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("PostgreSQL rejects the login (FATAL: role \"nobody\" does not exist)")
                .hasMessageContaining("DATABASE_URL");
    }

    @Test
    void a_database_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> verify(url("postgres", "missing")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("database \"missing\" does not exist");
    }

    @Test
    void a_pooler_that_shares_a_session_between_connections_is_refused() throws SQLException {
        try (var shared = open(url("postgres", "postgres"))) {
            var pooler = new SingleConnectionDataSource(shared, true);

            assertThatThrownBy(() -> new DatabaseRequirements(pooler, List.of()).verify())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("a pooler that does not keep sessions across transactions")
                    .hasMessageContaining("set its pool_mode to session");
        }
    }

    /** The session of the first connection is another one while the second is in its transaction. */
    @Test
    void a_pooler_that_moves_a_connection_to_another_session_is_refused() throws SQLException {
        try (var first = open(url("postgres", "postgres"));
                var second = open(url("postgres", "postgres"));
                var third = open(url("postgres", "postgres"))) {
            var sessions = new ArrayDeque<>(List.of(first, third));
            var wanderer = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "createStatement" -> sessions.remove().createStatement();
                        default -> method.invoke(first, arguments);
                    });
            var connections = new ArrayDeque<>(List.of(wanderer, second));
            var pooler = new AbstractDataSource() {
                @Override
                public Connection getConnection() {
                    return connections.remove();
                }

                @Override
                public Connection getConnection(String user, String password) {
                    return connections.remove();
                }
            };

            assertThatThrownBy(() -> SessionPoolingCheck.require(pooler)).isInstanceOf(StartRefused.class);
        }
    }

    @Test
    void a_role_with_too_few_connections_is_refused_with_what_a_node_needs() {
        role("tight", DatabaseRequirements.FEWEST_CONNECTIONS - 1);

        assertThatThrownBy(() -> verify(url("tight", "postgres")))
                .isInstanceOf(StartRefused.class)
                .hasMessage("the connection limit of the role tight allows %d connections:"
                                .formatted(DatabaseRequirements.FEWEST_CONNECTIONS - 1)
                        + " a node needs %d connections and uses up to %d"
                                .formatted(
                                        DatabaseRequirements.FEWEST_CONNECTIONS,
                                        DatabaseRequirements.MOST_CONNECTIONS));
    }

    @Test
    void a_database_with_too_few_connections_is_refused() {
        role("unlimited", -1);
        owner.sql("create database small connection limit 3").update();

        assertThatThrownBy(() -> verify(url("unlimited", "small")))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("the connection limit of the database small allows 3 connections");
    }

    @Test
    void connections_that_others_use_are_waited_for() throws SQLException {
        role("shared", DatabaseRequirements.FEWEST_CONNECTIONS + 1);
        var shared = url("shared", "postgres");
        try (var one = open(shared);
                var another = open(shared)) {
            assertThat(List.of(one, another)).allMatch(DatabaseRequirementsTest::isOpen);
            assertThatThrownBy(() -> verify(shared))
                    .hasMessageContaining("others leave " + (DatabaseRequirements.FEWEST_CONNECTIONS - 1))
                    .satisfies(failure ->
                            assertThat(DatabaseFailure.of(failure)).isEqualTo(DatabaseFailure.OUT_OF_RESOURCES));
        }
    }

    /** The pools fill themselves in the background; what they keep idle must leave room for work and other nodes. */
    @Test
    void the_fewest_connections_are_enough_for_all_pools_and_a_change_of_the_schema() throws SQLException {
        role("few", DatabaseRequirements.FEWEST_CONNECTIONS);
        var few = url("few", "postgres");
        var pools = Stream.of(ConnectionPool.values())
                .map(pool -> pool.open(() -> few))
                .toList();
        try {
            await("the pools to have what they keep idle")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> pools.stream()
                                    .mapToInt(pool -> pool.getHikariPoolMXBean().getIdleConnections())
                                    .sum()
                            == ConnectionPool.idle());

            assertThatCode(() -> requirements(few, pools).verify()).doesNotThrowAnyException();
            try (var change = open(few)) {
                assertThat(isOpen(change)).isTrue();
            }
        } finally {
            pools.forEach(HikariDataSource::close);
        }
    }

    private static void role(String name, int connections) {
        owner.sql("create role %s login connection limit %d".formatted(name, connections))
                .update();
    }

    private static DatabaseUrl url(String user, String database) {
        return DatabaseUrl.parse("postgres://%s@127.0.0.1:%d/%s".formatted(user, server.getPort(), database));
    }

    private static void verify(DatabaseUrl url) {
        requirements(url, List.of()).verify();
    }

    private static DatabaseRequirements requirements(DatabaseUrl url, List<HikariDataSource> pools) {
        return new DatabaseRequirements(ConnectionPool.unpooledWithoutHaste(() -> url), pools);
    }

    private static Connection open(DatabaseUrl url) throws SQLException {
        return ConnectionPool.unpooledWithoutHaste(() -> url).getConnection();
    }

    private static boolean isOpen(Connection connection) {
        try {
            return connection.isValid(5);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

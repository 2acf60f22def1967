package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Loopback;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import redis.embedded.RedisServer;

/** Edict behind a real pgbouncer: {@code mvn -pl app -am verify -Ppgbouncer}. */
class ThroughPgbouncerCheck {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @BeforeEach
    void skip_where_there_is_none() {
        assumeThat(PROGRAM)
                .as("skipped: there is no %s on this machine", PROGRAM)
                .isExecutable();
    }

    @Test
    void sessions_that_are_pooled_serve_everything() throws Exception {
        try (var postgres = postgres();
                var bouncer = new Bouncer(postgres.getPort(), "session");
                var redis = new Redis();
                var edict = Edict.on(bouncer.url(), redis.url(), 0)) {
            var zone = edict.api().governed(1);
            edict.api()
                    .activate(
                            zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                    .expect(202);
            await("the timeline to tell of it").atMost(SOON).until(() -> edict.api()
                    .get("/v1/zones/%s/timeline?limit=1".formatted(zone.zoneId()))
                    .body()
                    .contains("\"activation_seq\":1"));
            assertThat(List.of(
                            show(edict, "search_path"), show(edict, "lock_timeout"), show(edict, "statement_timeout")))
                    .containsExactly("views,public", "3s", "5s");
            assertThat(edict.sql()
                            .sql("show default_transaction_read_only")
                            .query(String.class)
                            .single())
                    .isEqualTo("on");
        }
    }

    @Test
    void transactions_that_are_pooled_are_refused_at_the_start() throws Exception {
        try (var postgres = postgres();
                var bouncer = new Bouncer(postgres.getPort(), "transaction");
                var redis = new Redis()) {
            assertThatThrownBy(() -> Edict.on(bouncer.url(), redis.url(), 0).close())
                    .hasStackTraceContaining(
                            "DATABASE_URL leads to a pooler that does not keep sessions across transactions");
        }
    }

    private static String show(Edict edict, String setting) {
        return edict.owner().sql("show " + setting).query(String.class).single();
    }

    private static EmbeddedPostgres postgres() throws IOException {
        var postgres = EmbeddedPostgres.builder().start();
        JdbcClient.create(postgres.getPostgresDatabase())
                .sql("create database edict")
                .update();
        return postgres;
    }

    private static final class Redis implements AutoCloseable {

        private final RedisServer server =
                RedisServer.builder().port(Loopback.freePort()).build();

        Redis() throws IOException {
            server.start();
        }

        String url() {
            return "redis://127.0.0.1:" + server.ports().get(0);
        }

        @Override
        public void close() throws IOException {
            server.stop();
        }
    }

    /** A pgbouncer in front of a PostgreSQL of this machine. It does not run as root. */
    private final class Bouncer implements AutoCloseable {

        private final int port = Loopback.freePort();
        private final Process process;

        Bouncer(int postgresPort, String mode) throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            var settings = Files.writeString(
                    folder.resolve("pgbouncer.ini"),
                    """
                    [databases]
                    edict = host=127.0.0.1 port=%d user=postgres
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = %s
                    default_pool_size = 40
                    ignore_startup_parameters = extra_float_digits, options, search_path
                    """
                            .formatted(postgresPort, port, mode));
            var command = new ArrayList<>(List.of(PROGRAM.toString(), settings.toString()));
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(1, List.of("-u", "nobody"));
            }
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                    .start();
            await("pgbouncer to listen").atMost(SOON).ignoreExceptions().until(this::listens);
        }

        private boolean listens() throws IOException {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        }

        String url() {
            return "postgres://postgres@127.0.0.1:%d/edict".formatted(port);
        }

        @Override
        public void close() {
            process.destroy();
            await("pgbouncer to end").atMost(SOON).until(() -> !process.isAlive());
        }
    }
}

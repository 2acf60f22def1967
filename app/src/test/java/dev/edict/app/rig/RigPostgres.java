package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Loopback;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;

/** A PostgreSQL of the test's own that keeps what it acknowledged, and can be killed and started again in its place. */
final class RigPostgres implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /** A cluster with an empty database, made once and copied: {@code initdb} takes its time. */
    private static final Supplier<Path> PREPARED = SingletonSupplier.of(RigPostgres::prepare);

    private final Path folder;
    private final int port = Loopback.freePort();
    private @Nullable EmbeddedPostgres server;

    private RigPostgres(Path folder) {
        this.folder = folder;
    }

    static RigPostgres inFolder(Path folder) {
        var postgres = new RigPostgres(folder);
        copy(PREPARED.get(), postgres.data());
        postgres.start();
        return postgres;
    }

    private static Path prepare() {
        try {
            var folder = Files.createTempDirectory("rig-prepared-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            try (var postgres = new RigPostgres(folder)) {
                postgres.start();
                postgres.sql("postgres").sql("create database edict").update();
                return postgres.data();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the permissions that PostgreSQL wants of its folder. */
    private static void copy(Path prepared, Path data) {
        try {
            var copying = new ProcessBuilder("cp", "-a", prepared.toString(), data.toString()).start();
            assertThat(copying.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data())
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    // One that acknowledges before it has written would make every crash test meaningless.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "100")
                    .setLocaleConfig("locale", "C")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("postgres.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(List.of(setting("fsync"), setting("synchronous_commit"), setting("full_page_writes")))
                .containsOnly("on");
    }

    /** {@code kill -9} of the postmaster and all its children at once. */
    void kill() {
        var processes = processes();
        Signals.send("KILL", processes);
        await("the killed PostgreSQL to be gone").atMost(LONGEST_END).until(() -> processes.stream()
                .allMatch(Signals::hasEnded));
        try {
            // A dead postmaster that nobody reaped looks alive to the next one.
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        giveUp();
    }

    /** From the next statement of everybody on, until it is killed. */
    void acknowledgeTooEarly() {
        sql("postgres").sql("alter system set wal_writer_delay = '10s'").update();
        sql("postgres").sql("alter database edict set synchronous_commit = off").update();
        sql("postgres").sql("select pg_reload_conf()").query(Boolean.class).single();
        sql("postgres")
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'edict'")
                .query(Boolean.class)
                .list();
    }

    void pause() {
        Signals.send("STOP", processes());
    }

    void resume() {
        Signals.send("CONT", processes());
    }

    /** Ends it in order, as SIGINT does. */
    @Override
    public void close() {
        if (server != null) {
            giveUp();
        }
    }

    String url() {
        return url(port);
    }

    /** Through another port that leads here. */
    String url(int way) {
        return "postgres://postgres@127.0.0.1:%d/edict".formatted(way);
    }

    int port() {
        return port;
    }

    /** A session of the test's own, to do in it what a stranger might. */
    Connection session() throws SQLException {
        return at(port, "edict").getConnection();
    }

    JdbcClient sql() {
        return sql("edict");
    }

    /** For statements that take minutes. */
    JdbcClient patientSql() {
        var source = at(port, "edict");
        source.setSocketTimeout(0);
        return JdbcClient.create(source);
    }

    private JdbcClient sql(String database) {
        return JdbcClient.create(at(port, database));
    }

    static PGSimpleDataSource at(int port, String database) {
        var source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&connectTimeout=5&socketTimeout=30"
                .formatted(port, database));
        return source;
    }

    private String setting(String name) {
        return sql("postgres")
                .sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }

    /** The postmaster stands still while its children are listed, so that it cannot have another one meanwhile. */
    private List<ProcessHandle> processes() {
        var postmaster = postmaster();
        Signals.send("STOP", List.of(postmaster));
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private ProcessHandle postmaster() {
        try (var lines = Files.lines(pidFile())) {
            return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library holds a lock on the folder until its object is closed, whatever became of the server. */
    private void giveUp() {
        var current = server;
        server = null;
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return folder.resolve("postgres");
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }
}

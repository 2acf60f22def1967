package dev.edict.app.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own. It survives Ctrl-C, which reaches every process of the terminal's foreground group, because
 * {@code pg_ctl} gives it a session of its own.
 */
final class LocalPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final String USER = "postgres";
    private static final String DATABASE = "edict";

    /** The library reads here which folder to sweep for abandoned data, before anything can be set on its builder. */
    private static final String SWEPT_FOLDER = "ot.epg.working-dir";

    private final EmbeddedPostgres server;
    private final PidFile pidFile;
    private final String description;

    private LocalPostgres(EmbeddedPostgres server, PidFile pidFile, String description) {
        this.server = server;
        this.pidFile = pidFile;
        this.description = description;
    }

    static LocalPostgres start(DataFolder folder) {
        var data = folder.resolve("postgres");
        var pidFile = new PidFile(data.resolve("postmaster.pid"));
        pidFile.refuseSurvivor("PostgreSQL", "postgres");
        var log = new ServerLog(folder.resolve("postgres.log"));
        var server = launch(folder, data, pidFile, log);
        try {
            createDatabase(server);
            return new LocalPostgres(server, pidFile, describe(server, data));
        } catch (SQLException e) {
            stop(server, pidFile);
            throw log.refusal("PostgreSQL");
        }
    }

    DatabaseUrl url() {
        return new DatabaseUrl(
                List.of(new DatabaseUrl.Host(Loopback.ADDRESS, server.getPort())), DATABASE, USER, null, Map.of());
    }

    String description() {
        return description;
    }

    @Override
    public void close() {
        stop(server, pidFile);
    }

    private static EmbeddedPostgres launch(DataFolder folder, Path data, PidFile pidFile, ServerLog log) {
        try {
            return builder(folder, data).setOutputRedirector(log.redirect()).start();
        } catch (IOException | RuntimeException e) {
            LOG.debug("The embedded PostgreSQL did not start", e);
            // Whatever runs there now was started just above: before, nothing did.
            pidFile.process().ifPresent(ProcessHandle::destroy);
            throw log.refusal("PostgreSQL");
        }
    }

    private static EmbeddedPostgres.Builder builder(DataFolder folder, Path data) throws IOException {
        var programs = folder.subfolder("programs");
        return sweepingOnly(programs)
                .setOverrideWorkingDirectory(programs.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // Spring decides when it stops: after everything that uses it.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(LONGEST_START)
                .setPort(Loopback.freePort())
                // The library passes -F and turns the others off as well, which is for tests that can lose data.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", Loopback.ADDRESS)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                // Sorts alike on every machine, and an update of the system's C library cannot spoil an index.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
    }

    /**
     * The library deletes data folders in its working folder that look abandoned, by default in the one that all its
     * users on this machine share. It may sweep among its own programs, and nowhere else.
     */
    private static EmbeddedPostgres.Builder sweepingOnly(Path folder) {
        var before = System.getProperty(SWEPT_FOLDER);
        System.setProperty(SWEPT_FOLDER, folder.toString());
        try {
            return EmbeddedPostgres.builder();
        } finally {
            if (before == null) {
                System.clearProperty(SWEPT_FOLDER);
            } else {
                System.setProperty(SWEPT_FOLDER, before);
            }
        }
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var known = connection.prepareStatement("select from pg_database where datname = ?");
                var statement = connection.createStatement()) {
            known.setString(1, DATABASE);
            try (var found = known.executeQuery()) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database edict");
        }
    }

    private static String describe(EmbeddedPostgres server, Path data) throws SQLException {
        try (var connection = server.getDatabase(USER, DATABASE).getConnection()) {
            return "PostgreSQL %s at %s:%d, database %s, %s in %s"
                    .formatted(
                            connection.getMetaData().getDatabaseProductVersion(),
                            Loopback.ADDRESS,
                            server.getPort(),
                            DATABASE,
                            Size.of(sizeOfDatabase(connection)),
                            data);
        }
    }

    private static long sizeOfDatabase(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var size = statement.executeQuery("select pg_database_size(current_database())")) {
            size.next();
            return size.getLong(1);
        }
    }

    /** The library waits five seconds and gives up silently; the folder must not be given away before it is true. */
    private static void stop(EmbeddedPostgres server, PidFile pidFile) {
        var process = pidFile.process();
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL could not be stopped", e);
        }
        if (process.isPresent() && !pidFile.awaitEnd(process.get(), LONGEST_STOP)) {
            LOG.warn(
                    "The embedded PostgreSQL still runs as process {}",
                    process.get().pid());
        }
    }
}

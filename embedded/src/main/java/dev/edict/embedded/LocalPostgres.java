package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL. {@code pg_ctl} gives it a session of its own, so it survives Ctrl-C, which reaches every
 * process of the terminal's foreground group.
 */
public final class LocalPostgres implements LocalServer {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);

    /** Recovery after a crash reads up to a gigabyte of WAL; {@code pg_ctl} stops waiting when the server ends. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP_OF_AN_ORPHAN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT_FOR_CHILDREN = Duration.ofSeconds(10);

    private final DataFolder folder;
    private final PostgresFiles files;
    private final PostgresPrograms programs;
    private final PostgresCluster cluster;
    private final ServerIdentity identity;
    private final int port;
    private volatile @Nullable ServerProcess process;

    private LocalPostgres(DataFolder folder, PostgresFiles files, PostgresPrograms programs, int port) {
        this.folder = folder;
        this.files = files;
        this.programs = programs;
        this.cluster = new PostgresCluster(folder, files.data());
        this.identity = files.identity();
        this.port = port;
    }

    /** Rejects a folder that this build cannot use, and initializes a new one; starts no server yet. */
    public static LocalPostgres prepare(DataFolder folder) {
        var programs = PostgresPrograms.unpackedIn(folder);
        var postgres = new LocalPostgres(folder, new PostgresFiles(folder.root()), programs, Loopback.freePort());
        postgres.cluster.refuseAnotherVersion(programs.majorVersion());
        postgres.cluster.makeIfMissing(programs);
        return postgres;
    }

    @Override
    public String name() {
        return identity.server();
    }

    @Override
    public int port() {
        return port;
    }

    /** The address in the form of {@code DATABASE_URL}. */
    public String url() {
        return PostgresFiles.url(port);
    }

    @Override
    public void start() {
        stopOrphan();
        setStalePidFileAside();
        var log = new ServerLog(folder, "postgres.log");
        try {
            launch(log);
            createDatabase();
        } catch (IOException e) {
            throw log.refusal(name(), String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            stop();
            throw log.refusal(name(), String.valueOf(e.getMessage()));
        }
    }

    private void launch(ServerLog log) throws IOException {
        var command = programs.command(
                "pg_ctl",
                List.of(
                        "-D",
                        files.data().toString(),
                        "-s",
                        "-w",
                        "-t",
                        Long.toString(LONGEST_START.toSeconds()),
                        "-o",
                        options(),
                        "start"));
        boolean started = ProcessResult.logging(command, log, LONGEST_START.plusSeconds(10));
        process = identity.pidFile().process().orElse(null);
        if (!started || process == null) {
            stop();
            throw log.refusal(name());
        }
    }

    private String options() {
        return String.join(
                " -c ",
                "-p " + port,
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "listen_addresses=" + Loopback.ADDRESS,
                "unix_socket_directories=",
                "max_connections=100");
    }

    /** Stops a server that outlived a killed application. */
    void stopOrphan() {
        identity.survivor().ifPresent(orphan -> {
            end(orphan, LONGEST_STOP_OF_AN_ORPHAN);
            LOG.warn("Stopped PostgreSQL of an earlier run on {}, process {}", files.data(), orphan.pid());
        });
    }

    /**
     * Children of a killed postmaster end by themselves, and PostgreSQL does not start beside them. After that, the pid
     * file names another program or a zombie, which PostgreSQL would take for a running postmaster.
     */
    private void setStalePidFileAside() {
        var pidFile = identity.pidFile();
        if (Files.exists(pidFile.path()) && Pause.until(this::noneIsLeft, LONGEST_WAIT_FOR_CHILDREN)) {
            try {
                Files.move(pidFile.path(), folder.resolve("postmaster.pid.stale"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw folder.refusal(e);
            }
        }
    }

    private boolean noneIsLeft() {
        return ProcessHandle.allProcesses()
                .flatMap(any -> any.info().command().stream())
                .noneMatch(identity::isOurProgram);
    }

    @Override
    public boolean isRunning() {
        var current = process;
        return current != null && current.isRunning();
    }

    @Override
    public void stop() {
        running().ifPresent(running -> end(running, LONGEST_STOP));
    }

    /** During its start only the pid file identifies the server. */
    private Optional<ServerProcess> running() {
        return Optional.ofNullable(process).filter(ServerProcess::isRunning).or(identity::proven);
    }

    private void end(ServerProcess running, Duration longest) {
        programs.run(
                "pg_ctl",
                List.of(
                        "-D",
                        files.data().toString(),
                        "-m",
                        "fast",
                        "-w",
                        "-t",
                        Long.toString(longest.toSeconds()),
                        "stop"));
        if (!running.awaitEnd(Duration.ofSeconds(1))) {
            LOG.warn("PostgreSQL, process {}, did not end in {} s and is killed", running.pid(), longest.toSeconds());
            running.kill();
        }
    }

    private void createDatabase() throws SQLException {
        try (var connection = connect("postgres");
                var known = connection.prepareStatement("select from pg_database where datname = 'edict'");
                var found = known.executeQuery();
                var statement = connection.createStatement()) {
            if (!found.next()) {
                statement.execute("create database edict");
            }
        }
    }

    String description() {
        try (var connection = connect("edict")) {
            return "PostgreSQL %s at %s:%d, database edict, %s in %s"
                    .formatted(
                            connection.getMetaData().getDatabaseProductVersion(),
                            Loopback.ADDRESS,
                            port,
                            Size.of(sizeOfDatabase(connection)),
                            files.data());
        } catch (SQLException e) {
            throw new ServerLog(folder, "postgres.log").refusal(name(), String.valueOf(e.getMessage()));
        }
    }

    private static long sizeOfDatabase(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var size = statement.executeQuery("select pg_database_size(current_database())")) {
            size.next();
            return size.getLong(1);
        }
    }

    private Connection connect(String database) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {Loopback.ADDRESS});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser("postgres");
        source.setConnectTimeout(5);
        source.setSocketTimeout(60);
        return source.getConnection();
    }
}

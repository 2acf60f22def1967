package dev.edict.app.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL whose cluster lives in the data folder, as durable as a server's. */
final class EmbeddedDatabase implements Closeable {

    static final String DATABASE = "edict";
    static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static EmbeddedDatabase start(Path folder) {
        try {
            var database = new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    // Edict stops it after its own last statement, not whenever the JVM begins to end
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    // the library starts for throw-away tests: what it turns off is turned on again
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig("log_filename", "postgresql.log")
                    .start());
            database.createIfMissing();
            return database;
        } catch (IOException | IllegalStateException e) {
            throw new StartRefused(
                    "The embedded PostgreSQL did not start: %s.".formatted(e.getMessage()),
                    "Look into %s, or set DATABASE_URL and REDIS_URL to use your own servers."
                            .formatted(folder.resolve("log")));
        }
    }

    private void createIfMissing() {
        var server = JdbcClient.create(postgres.getPostgresDatabase());
        var exists = server.sql("select exists (select from pg_database where datname = :name)")
                .param("name", DATABASE)
                .query(Boolean.class)
                .single();
        if (!exists) {
            server.sql("create database edict").update();
        }
    }

    /** What a person wants to know: version and size. */
    String described() {
        return JdbcClient.create(postgres.getDatabase(USER, DATABASE))
                .sql(
                        """
                        select format('PostgreSQL %s at 127.0.0.1:%s, database %s, %s',
                            current_setting('server_version'), current_setting('port'), current_database(),
                            pg_size_pretty(pg_database_size(current_database())))
                        """)
                .query(String.class)
                .single();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.getPort(), DATABASE);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}

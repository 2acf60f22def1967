package dev.edict.app.servers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connection pools to one database, apart for each kind of work, so that none can starve another. */
final class Pools {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final String CONNECT_TIMEOUT_SECONDS = "5";
    private static final String SOCKET_TIMEOUT_SECONDS = "10";

    private Pools() {}

    /** Commands and projectors; unqualified names are the views. */
    static HikariDataSource write(DatabaseUrl database) {
        return pool(
                database,
                "edict-write",
                12,
                SOCKET_TIMEOUT_SECONDS,
                "views,public",
                "-c lock_timeout=3s -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s");
    }

    static HikariDataSource query(DatabaseUrl database) {
        return pool(
                database,
                "edict-query",
                8,
                SOCKET_TIMEOUT_SECONDS,
                null,
                "-c statement_timeout=5s -c default_transaction_read_only=on");
    }

    /** The relay, its listener and health; a listener waits on its socket for as long as nothing happens. */
    static HikariDataSource background(DatabaseUrl database) {
        return pool(
                database,
                "edict-background",
                6,
                "0",
                null,
                "-c lock_timeout=3s -c idle_in_transaction_session_timeout=10s");
    }

    private static HikariDataSource pool(
            DatabaseUrl database,
            String name,
            int size,
            String socketTimeout,
            @Nullable String currentSchema,
            String options) {
        var pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(WAIT.toMillis());
        // a database that is down when Edict starts is waited for
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", name);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        pool.addDataSourceProperty("socketTimeout", socketTimeout);
        pool.addDataSourceProperty("options", options + " -c timezone=UTC");
        if (currentSchema != null) {
            pool.addDataSourceProperty("currentSchema", currentSchema);
        }
        return new HikariDataSource(pool);
    }
}

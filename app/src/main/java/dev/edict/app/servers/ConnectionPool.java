package dev.edict.app.servers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The three ways to PostgreSQL, kept apart so that none can starve the others. Each bounds how long it ever waits. */
enum ConnectionPool {
    WRITE("edict-write", 12, 10, "-c idle_in_transaction_session_timeout=10s"),
    QUERY("edict-query", 8, 10, "-c idle_in_transaction_session_timeout=10s -c default_transaction_read_only=on"),
    /** A node that stands still while it relays a zone gives the zone up before the others have waited five seconds. */
    BACKGROUND("edict-background", 6, 7, "-c idle_in_transaction_session_timeout=4s");

    /** A statement is given up before its socket, and a socket before the request that waits for it. */
    private static final String BOUNDS = "-c lock_timeout=3s -c statement_timeout=5s";

    /** A statement out of time is cancelled on a connection of its own, and waits for that even if its socket is dead. */
    private static final String LONGEST_CANCEL_SECONDS = "2";

    /** What a machine that is gone held is free again soon after. */
    private static final String KEEPALIVES = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2";

    private static final Duration LONGEST_WAIT_FOR_A_CONNECTION = Duration.ofSeconds(2);
    private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(1);
    private static final Duration KEEPALIVE = Duration.ofSeconds(60);

    private final String name;
    private final int size;
    private final int socketTimeoutSeconds;
    private final String sessionOptions;

    ConnectionPool(String name, int size, int socketTimeoutSeconds, String sessionOptions) {
        this.name = name;
        this.size = size;
        this.socketTimeoutSeconds = socketTimeoutSeconds;
        this.sessionOptions = String.join(" ", BOUNDS, KEEPALIVES, sessionOptions);
    }

    /** Opens the pool without connecting: a database that is down must not keep the application from starting. */
    HikariDataSource open(DatabaseUrl database) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(dataSource(database, name, socketTimeoutSeconds, sessionOptions));
        config.setMaximumPoolSize(size);
        config.setReadOnly(this == QUERY);
        config.setConnectionTimeout(LONGEST_WAIT_FOR_A_CONNECTION.toMillis());
        config.setValidationTimeout(LONGEST_VALIDATION.toMillis());
        config.setKeepaliveTime(KEEPALIVE.toMillis());
        config.setInitializationFailTimeout(-1);
        // As a session option it would be overruled: the driver announces the time zone of this machine.
        config.setConnectionInitSql("set time zone 'UTC'");
        return new HikariDataSource(config);
    }

    /**
     * Connections for a change of the schema: it may take as long as the tables are large, but waits no longer than
     * anybody else for a lock, because everybody else would wait behind it.
     */
    static DataSource unpooledWithoutHaste(DatabaseUrl database) {
        return dataSource(database, "edict-migrations", 0, "-c lock_timeout=3s " + KEEPALIVES);
    }

    private static DataSource dataSource(
            DatabaseUrl database, String name, int socketTimeoutSeconds, String sessionOptions) {
        return database.withParameters(properties(database, name, socketTimeoutSeconds, sessionOptions))
                .dataSource();
    }

    /** The operator's parameters win over our defaults, but not over what the queries are written for. */
    private static Map<String, String> properties(
            DatabaseUrl database, String name, int socketTimeoutSeconds, String sessionOptions) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("tcpKeepAlive", "true");
        properties.put("connectTimeout", "5");
        properties.put("socketTimeout", Integer.toString(socketTimeoutSeconds));
        properties.put("cancelSignalTimeout", LONGEST_CANCEL_SECONDS);
        properties.putAll(database.parameters());
        properties.merge("options", sessionOptions, (theirs, ours) -> ours + " " + theirs);
        properties.put("ApplicationName", name);
        properties.put("currentSchema", "views,public");
        return properties;
    }
}

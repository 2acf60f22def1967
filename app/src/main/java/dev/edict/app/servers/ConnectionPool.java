package dev.edict.app.servers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The connection pools of PostgreSQL, separate so that none can starve the others. Each bounds every wait. */
enum ConnectionPool {
    WRITE("edict-write", 12, 2, 10, "10s"),
    QUERY("edict-query", 8, 1, 10, "10s"),
    /** A stalled node loses the zone that it relays before the other nodes have waited five seconds. */
    BACKGROUND("edict-background", 6, 2, 7, "4s"),
    /** While one node stores a batch of decisions, the others wait for its transaction. */
    AUDIT("edict-audit", 4, 0, 10, "4s");

    /** A statement times out before its socket, and a socket before the request that waits for it. */
    private static final SessionSettings BOUNDS = SessionSettings.of("lock_timeout", "3s", "statement_timeout", "5s");

    /** The driver cancels a timed-out statement over a second connection, and waits for that even on a dead socket. */
    private static final String LONGEST_CANCEL_SECONDS = "2";

    /** PostgreSQL detects a lost machine within seconds and releases its locks. */
    private static final SessionSettings KEEPALIVES =
            SessionSettings.of("tcp_keepalives_idle", "5", "tcp_keepalives_interval", "2");

    private static final String UTC = "set time zone 'UTC'";

    /** Set by SQL: as a session option it makes every server a standby to a driver that searches the primary. */
    private static final String READ_ONLY = "set default_transaction_read_only = on";

    private static final Duration LONGEST_WAIT_FOR_A_CONNECTION = Duration.ofSeconds(2);
    private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(1);
    /** Idle connections beyond a few close soon, because other nodes may need them. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

    private static final Duration KEEPALIVE = Duration.ofSeconds(60);

    private final String name;
    private final int size;
    private final int idle;
    private final int socketTimeoutSeconds;
    private final String longestIdleTransaction;

    ConnectionPool(String name, int size, int idle, int socketTimeoutSeconds, String longestIdleTransaction) {
        this.name = name;
        this.size = size;
        this.idle = idle;
        this.socketTimeoutSeconds = socketTimeoutSeconds;
        this.longestIdleTransaction = longestIdleTransaction;
    }

    /** The connections that all pools keep idle. */
    static int idle() {
        return Stream.of(values()).mapToInt(pool -> pool.idle).sum();
    }

    /** The connections of all pools at their largest. */
    static int most() {
        return Stream.of(values()).mapToInt(pool -> pool.size).sum();
    }

    /** Opens the pool without connecting, so that the application starts while the database is down. */
    HikariDataSource open(DatabaseAddress database) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(dataSource(database, name, socketTimeoutSeconds, sessionSettings()));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(idle);
        config.setIdleTimeout(LONGEST_IDLE.toMillis());
        config.setReadOnly(this == QUERY);
        config.setConnectionTimeout(LONGEST_WAIT_FOR_A_CONNECTION.toMillis());
        config.setValidationTimeout(LONGEST_VALIDATION.toMillis());
        config.setKeepaliveTime(KEEPALIVE.toMillis());
        config.setInitializationFailTimeout(-1);
        // Not a session option: the driver overrides it with the time zone of this machine.
        config.setConnectionInitSql(this == QUERY ? UTC + "; " + READ_ONLY : UTC);
        var eviction = new ReadOnlyEviction();
        config.setExceptionOverride(eviction);
        var pool = new HikariDataSource(config);
        eviction.of(pool);
        return pool;
    }

    private SessionSettings sessionSettings() {
        return BOUNDS.and(KEEPALIVES)
                .and(SessionSettings.of("idle_in_transaction_session_timeout", longestIdleTransaction));
    }

    /**
     * Connections for migrations. A migration may take long on large tables, but waits for a lock no longer than other
     * statements, because all of them wait behind it.
     */
    static DataSource unpooledWithoutHaste(DatabaseAddress database) {
        return dataSource(database, "edict-migrations", 0, KEEPALIVES.and(SessionSettings.of("lock_timeout", "3s")));
    }

    private static DataSource dataSource(
            DatabaseAddress database, String name, int socketTimeoutSeconds, SessionSettings session) {
        DatabaseAddress complete = () -> {
            var now = database.current();
            return now.withParameters(properties(now, name, socketTimeoutSeconds, session.asOptions()));
        };
        return new CurrentDataSource(complete, session);
    }

    /** The operator's parameters override our defaults, except those that the queries depend on. */
    private static Map<String, String> properties(
            DatabaseUrl database, String name, int socketTimeoutSeconds, String sessionOptions) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("tcpKeepAlive", "true");
        properties.put("connectTimeout", "5");
        properties.put("socketTimeout", Integer.toString(socketTimeoutSeconds));
        properties.put("cancelSignalTimeout", LONGEST_CANCEL_SECONDS);
        if (database.hosts().size() > 1) {
            properties.put("targetServerType", "primary");
        }
        properties.putAll(database.parameters());
        properties.merge("options", sessionOptions, (theirs, ours) -> ours + " " + theirs);
        properties.put("ApplicationName", name);
        properties.put("currentSchema", SessionSettings.SEARCH_PATH);
        return properties;
    }
}

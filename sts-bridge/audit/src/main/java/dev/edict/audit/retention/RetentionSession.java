package dev.edict.audit.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Lets one node at a time work on months: the session has a lock that PostgreSQL releases when the node dies. All work
 * is done in that session, so that it ends with the lock.
 */
@Component
class RetentionSession {

    private static final Logger log = LoggerFactory.getLogger(RetentionSession.class);

    private static final long LOCK = 0x45444943544DL;

    private static final Map<String, String> SETTINGS = Map.of(
            // Work that has to wait is tried again. Longer than an autovacuum takes to make way.
            "lock_timeout",
            "2s",
            // Pages are read in the order of an index, also if nothing is known about the table or what is known is
            // old.
            "enable_sort",
            "off");

    private final JdbcTemplate sessions;

    RetentionSession(@Qualifier("auditPool") DataSource auditPool) {
        this.sessions = new JdbcTemplate(auditPool);
    }

    /** Returns false if another node works. */
    boolean tryRun(Consumer<DataSource> work) {
        ConnectionCallback<Boolean> exclusively = connection -> tryRun(connection, work);
        return Objects.requireNonNull(sessions.execute(exclusively));
    }

    private static boolean tryRun(Connection connection, Consumer<DataSource> work) throws SQLException {
        var session = new SingleConnectionDataSource(connection, true);
        var sql = JdbcClient.create(session);
        if (!sql.sql("select pg_try_advisory_lock(:key)")
                .param("key", LOCK)
                .query(Boolean.class)
                .single()) {
            return false;
        }
        var before = new HashMap<String, String>();
        try {
            SETTINGS.forEach((name, value) -> before.put(name, set(sql, name, value)));
            work.accept(session);
            return true;
        } finally {
            release(connection, sql, before);
        }
    }

    /** Returns the value before. */
    private static String set(JdbcClient sql, String name, String value) {
        var before = sql.sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
        sql.sql("select set_config(:name, :value, false)")
                .param("name", name)
                .param("value", value)
                .query(row -> {});
        return before;
    }

    /** A session that cannot release the lock must not go back to the pool with it. */
    private static void release(Connection connection, JdbcClient sql, Map<String, String> before) throws SQLException {
        try {
            before.forEach((name, value) -> log.trace("{} was {}", name, set(sql, name, value)));
            sql.sql("select pg_advisory_unlock(:key)").param("key", LOCK).query(row -> {});
        } catch (DataAccessException e) {
            log.debug("The session of the retention ends, and its lock with it", e);
            connection.abort(Runnable::run);
        }
    }
}

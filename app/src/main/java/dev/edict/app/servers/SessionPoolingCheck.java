package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Finds out whether a connection keeps its session. A pooler that hands out a session per transaction loses what a
 * session holds: its settings, which are bounds and the schema to write to, and what it listens for.
 */
final class SessionPoolingCheck {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private SessionPoolingCheck() {}

    /**
     * Returns if sessions are kept.
     *
     * @throws StartRefused if they are not
     */
    static void require(DataSource source) {
        try (var one = bounded(source.getConnection());
                var other = bounded(source.getConnection())) {
            var before = session(one);
            other.setAutoCommit(false);
            var taken = session(other);
            // Asked for only if the other connection has not got the session: the pooler may have no more.
            var isShared = taken == before || session(one) != before;
            other.rollback();
            if (isShared) {
                throw new StartRefused(
                        "DATABASE_URL leads to a pooler that gives each transaction another session",
                        "set its pool_mode to session, or connect to PostgreSQL itself");
            }
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("PostgreSQL cannot be asked for its sessions", e);
        }
    }

    private static Connection bounded(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_ANSWER.toMillis()));
        return connection;
    }

    /** The process that serves this connection at the moment. */
    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("select pg_backend_pid()")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}

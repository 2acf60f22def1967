package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Checks whether a connection keeps its session. A pooler with a session per transaction loses the state of a session:
 * its timeouts, its search path, and its {@code LISTEN} registrations.
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
            // Asked only if the second connection has another session: the pooler may have no more sessions.
            var isShared = taken == before || session(one) != before;
            other.rollback();
            if (isShared) {
                throw new StartRefused(
                        "DATABASE_URL leads to a pooler that does not keep sessions across transactions",
                        "set its pool_mode to session, or connect to PostgreSQL itself");
            }
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the sessions of PostgreSQL could not be checked", e);
        }
    }

    private static Connection bounded(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_ANSWER.toMillis()));
        return connection;
    }

    /** The backend process that serves this connection at the moment. */
    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("select pg_backend_pid()")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}

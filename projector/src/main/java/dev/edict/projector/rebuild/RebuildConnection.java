package dev.edict.projector.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One connection of the writers' pool and its transaction. It may take its time over a statement, which a command may
 * not, but not for ever.
 */
final class RebuildConnection implements AutoCloseable {

    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(30);
    private static final Duration LONGEST_SILENCE = LONGEST_STATEMENT.plusMinutes(1);

    private final Connection connection;
    private final int silenceOfThePool;
    private final SingleConnectionDataSource alone;
    private final JdbcTemplate statements;
    private final JdbcClient sql;

    private RebuildConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.silenceOfThePool = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) LONGEST_SILENCE.toMillis());
        this.alone = new SingleConnectionDataSource(connection, true);
        this.statements = new JdbcTemplate(alone);
        this.sql = JdbcClient.create(statements);
    }

    static RebuildConnection open(DataSource pool) {
        try {
            var opened = new RebuildConnection(pool.getConnection());
            opened.execute("set statement_timeout to '%ds'".formatted(LONGEST_STATEMENT.toSeconds()));
            return opened;
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    DataSource asDataSource() {
        return alone;
    }

    JdbcClient sql() {
        return sql;
    }

    void execute(String statement) {
        statements.execute(statement);
    }

    void inTransaction(Runnable work) {
        begin();
        try {
            work.run();
            commit();
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
    }

    void begin() {
        attempt(() -> connection.setAutoCommit(false));
    }

    /** Begins a transaction all of whose statements see the database as it is now. */
    void beginSnapshot() {
        begin();
        execute("set transaction isolation level repeatable read, read only");
        sql.sql("select pg_current_snapshot()::text").query(String.class).single();
    }

    void commit() {
        attempt(() -> {
            connection.commit();
            connection.setAutoCommit(true);
        });
    }

    void rollback() {
        attempt(() -> {
            connection.rollback();
            connection.setAutoCommit(true);
        });
    }

    /** Gives the connection back as the pool knows it, or ends it: nobody else may write where this one did. */
    @Override
    public void close() {
        try (connection) {
            try {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                execute("reset statement_timeout");
                execute("reset search_path");
                execute("reset synchronous_commit");
                execute("select pg_advisory_unlock_all()");
                connection.setNetworkTimeout(Runnable::run, silenceOfThePool);
            } catch (SQLException | DataAccessException e) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private interface Call {
        void run() throws SQLException;
    }

    private static void attempt(Call call) {
        try {
            call.run();
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private static RebuildRefused lost(SQLException cause) {
        return new RebuildRefused("the connection to PostgreSQL failed: " + cause.getMessage(), cause);
    }
}

package dev.edict.projector.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One connection of the write pool and its transaction. Its statement timeout is longer than that of a command. */
final class RebuildConnection implements AutoCloseable {

    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(30);
    private static final Duration LONGEST_SILENCE = LONGEST_STATEMENT.plusMinutes(1);

    private static final List<String> CHANGED_SETTINGS =
            List.of("statement_timeout", "search_path", "synchronous_commit");

    private final Connection connection;
    private final int silenceOfThePool;
    private final List<String> settingsOfThePool;
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
        this.settingsOfThePool = CHANGED_SETTINGS.stream()
                .map(name -> sql.sql("select current_setting(?)")
                        .param(name)
                        .query(String.class)
                        .single())
                .toList();
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

    /** Begins a transaction whose statements all see the current snapshot of the database. */
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

    /** Returns the connection with its original settings, or closes it. */
    @Override
    public void close() {
        try (connection) {
            try {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                restoreSettings();
                execute("select pg_advisory_unlock_all()");
                connection.setNetworkTimeout(Runnable::run, silenceOfThePool);
            } catch (SQLException | DataAccessException e) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    /** Restores the settings instead of RESET: behind a pooler the session may have started with other settings. */
    private void restoreSettings() {
        for (int i = 0; i < CHANGED_SETTINGS.size(); i++) {
            sql.sql("select set_config(?, ?, false)")
                    .params(CHANGED_SETTINGS.get(i), settingsOfThePool.get(i))
                    .query(String.class)
                    .single();
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

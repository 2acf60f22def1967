package dev.edict.command.caracal;

import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads the look-up tables from beginning to end, without the statement timeout of the request pool. */
final class Lookups {

    private static final int ROWS_AT_A_TIME = 1_000;
    private static final int LONGEST_SILENCE_MILLIS = 30 * 60 * 1_000;

    private Lookups() {}

    static <T> T read(DataSource pool, Function<JdbcTemplate, T> reader) {
        try (var connection = pool.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, LONGEST_SILENCE_MILLIS);
            connection.setAutoCommit(false);
            var lookups = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            lookups.setFetchSize(ROWS_AT_A_TIME);
            lookups.execute("set local statement_timeout = 0");
            var read = reader.apply(lookups);
            connection.rollback();
            return read;
        } catch (SQLException e) {
            throw new UncategorizedSQLException("look-ups", null, e);
        }
    }
}

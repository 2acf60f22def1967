package dev.edict.query;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Has PostgreSQL plan every statement for its parameters. A plan for any parameters would read a whole zone for values
 * that are rarer than the average.
 */
public final class FreshlyPlannedJdbc extends JdbcTemplate {

    public FreshlyPlannedJdbc(DataSource database) {
        super(database);
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
}

package dev.edict.projector.tables;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the tables of the views for the projectors, in the transaction of the caller. */
public interface ViewWriter {

    /**
     * Writes a row, at the latest before the next question.
     *
     * @throws IllegalStateException if the statement has to write one row and does not
     */
    void write(ViewStatement statement, ViewRow row);

    /** Executes each statement at once. */
    static ViewWriter immediate(DataSource tables) {
        return new ImmediateWriter(tables);
    }

    /** Asks the tables, which have all that was written before. */
    <T> T ask(Function<JdbcClient, T> question);
}

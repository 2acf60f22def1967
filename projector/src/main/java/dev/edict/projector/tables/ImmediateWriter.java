package dev.edict.projector.tables;

import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Executes each statement at once, because others wait for what it writes. */
@Component
final class ImmediateWriter implements ViewWriter {

    private final NamedParameterJdbcTemplate tables;
    private final JdbcClient questions;

    ImmediateWriter(@Qualifier("writePool") DataSource writePool) {
        this.tables = new NamedParameterJdbcTemplate(writePool);
        this.questions = JdbcClient.create(writePool);
    }

    @Override
    public void write(ViewStatement statement, ViewRow row) {
        statement.execute(tables, List.of(row));
    }

    @Override
    public <T> T ask(Function<JdbcClient, T> question) {
        return question.apply(questions);
    }
}

package dev.edict.projector.tables;

import dev.edict.projector.tables.ViewStatement.Repeated;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gathers the writes of many events and executes those of one statement together. Statements follow the order of their
 * tables and steps; a write that cannot wait in that order has all before it written first.
 */
public final class GatheringWriter implements ViewWriter {

    private static final Comparator<ViewStatement> ORDER =
            Comparator.comparing(ViewStatement::table).thenComparing(ViewStatement::step);

    private final NamedParameterJdbcTemplate tables;
    private final JdbcClient questions;
    private final Map<ViewStatement, Map<String, ViewRow>> gathered = new TreeMap<>(ORDER);

    /** The highest gathered step of each row. */
    private final Map<Row, Integer> steps = new HashMap<>();

    private record Row(ViewTable table, String key) {}

    public GatheringWriter(DataSource tables) {
        this.tables = new NamedParameterJdbcTemplate(tables);
        this.questions = JdbcClient.create(tables);
    }

    @Override
    public void write(ViewStatement statement, ViewRow row) {
        var before = gathered.getOrDefault(statement, Map.of()).get(row.key());
        var isSame = before != null && before.variant().equals(row.variant());
        if (isSame && statement.repeated() == Repeated.IS_LEFT_OUT) {
            return;
        }
        var place = new Row(statement.table(), row.key());
        var mayReplace = before == null || (isSame && statement.repeated() == Repeated.REPLACES);
        if (!mayReplace || steps.getOrDefault(place, 0) > statement.step()) {
            flush();
        }
        gathered.computeIfAbsent(statement, any -> new LinkedHashMap<>()).put(row.key(), row);
        steps.put(place, statement.step());
    }

    @Override
    public <T> T ask(Function<JdbcClient, T> question) {
        flush();
        return question.apply(questions);
    }

    /** Writes what was gathered. */
    public void flush() {
        gathered.forEach((statement, rows) -> statement.execute(tables, List.copyOf(rows.values())));
        forget();
    }

    /** Drops what was gathered, after the transaction was rolled back. */
    public void forget() {
        gathered.clear();
        steps.clear();
    }
}

package dev.edict.projector.tables;

import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * A statement that writes rows of one table, one or many at a time.
 *
 * @param step its place among the statements of the table: of one row, a statement of a higher step follows those of a
 *     lower one
 * @param sql reads the values from {@code {rows}}, a relation {@code r} with a column for each value of a row
 * @param repeated what a second write of the same row does to a first one that is still to be written
 * @param failure says what is wrong if the statement did not write each row; null if it may write any number
 */
public record ViewStatement(
        ViewTable table, int step, String sql, Repeated repeated, @Nullable Function<ViewRow, String> failure) {

    private static final String ROWS = "{rows}";

    /** The effect of a second write of the same row and variant. */
    public enum Repeated {
        /** It overwrites all that the first one writes, which is then left out. */
        REPLACES,
        /** It has no effect after the first one. */
        IS_LEFT_OUT,
        /** It depends on the first one. */
        FOLLOWS
    }

    public ViewStatement(ViewTable table, int step, String sql, Repeated repeated) {
        this(table, step, sql, repeated, null);
    }

    /** The same statement, which has to write every row. */
    public ViewStatement orElse(Function<ViewRow, String> failure) {
        return new ViewStatement(table, step, sql, repeated, failure);
    }

    /** @throws IllegalStateException if not every row was written, and has to be; with the words for the first one */
    void execute(NamedParameterJdbcTemplate tables, List<ViewRow> rows) {
        var first = rows.get(0);
        var values = new MapSqlParameterSource();
        first.columns().forEach((name, column) -> values.addValue(name, array(name, column.type(), rows)));
        var written = tables.update(sql.replace(ROWS, relation(first)), values);
        if (failure != null && written != rows.size()) {
            throw new IllegalStateException(failure.apply(first));
        }
    }

    private static String relation(ViewRow row) {
        var arrays = row.columns().entrySet().stream()
                .map(column -> ":%s::%s[]"
                        .formatted(column.getKey(), column.getValue().type().sqlName()))
                .collect(Collectors.joining(", "));
        return "unnest(%s) as r (%s)"
                .formatted(arrays, String.join(", ", row.columns().keySet()));
    }

    private static Object array(String name, ViewRow.Type type, List<ViewRow> rows) {
        var array = Array.newInstance(type.element(), rows.size());
        for (int n = 0; n < rows.size(); n++) {
            Array.set(array, n, rows.get(n).column(name).content());
        }
        return array;
    }
}

package dev.edict.command.caracal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The columns of the source's tables; an older Caracal has fewer. */
final class SourceColumns {

    private static final List<String> TABLES = List.of(
            "zones", "policies", "policy_versions", "policy_sets", "policy_set_versions", "policy_set_bindings");

    private final String schema;
    private final Map<String, Set<String>> columns = new HashMap<>();

    private SourceColumns(String schema) {
        this.schema = schema;
    }

    static SourceColumns of(JdbcTemplate source, String schema) {
        var found = new SourceColumns(schema);
        source.query(
                """
                select table_name, column_name from information_schema.columns
                where table_schema = ? and table_name = any(?)
                """,
                row -> {
                    found.columns
                            .computeIfAbsent(row.getString(1), table -> new HashSet<>())
                            .add(row.getString(2));
                },
                schema,
                TABLES.toArray(String[]::new));
        for (var table : TABLES) {
            if (!found.columns.containsKey(table)) {
                throw new ImportRefused(
                        "the source has no table %s in its schema %s that this user may read".formatted(table, schema));
            }
        }
        return found;
    }

    /** The qualified name of the table. */
    String table(String table) {
        return "\"%s\".%s".formatted(schema.replace("\"", "\"\""), table);
    }

    /**
     * Select-list entries for columns given as {@code name} or as {@code name|value}, where {@code value} replaces a
     * missing column.
     */
    String list(String table, String alias, String prefix, String... wanted) {
        return String.join(
                ", ",
                Arrays.stream(wanted)
                        .map(column -> entry(table, alias, prefix, column.split("\\|", 2)))
                        .toList());
    }

    private String entry(String table, String alias, String prefix, String[] column) {
        var there = columns.getOrDefault(table, Set.of()).contains(column[0]);
        if (!there && column.length == 1) {
            throw new ImportRefused("the source has no column %s.%s".formatted(table, column[0]));
        }
        return "%s as %s%s".formatted(there ? alias + "." + column[0] : column[1], prefix, column[0]);
    }
}

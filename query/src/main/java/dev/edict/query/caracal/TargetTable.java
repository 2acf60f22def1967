package dev.edict.query.caracal;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes one table of a Caracal database in batches of rows, each a JSON array. */
final class TargetTable {

    private final JdbcTemplate target;
    private final ExportedTable table;
    private final String name;
    private final List<String> columns;

    TargetTable(JdbcTemplate target, String schema, ExportedTable table) {
        this.target = target;
        this.table = table;
        this.name = quoted(schema, table.tableName());
        var there = columnsThere(target, schema, table.tableName());
        if (there.isEmpty()) {
            throw new ExportRefused("the target has no table %s in its schema %s that this user may read"
                    .formatted(table.tableName(), schema));
        }
        this.columns = table.columns().stream().filter(there::contains).toList();
    }

    static String quoted(String schema, String table) {
        return "\"%s\".%s".formatted(schema.replace("\"", "\"\""), table);
    }

    /** An older Caracal has fewer columns. */
    private static List<String> columnsThere(JdbcTemplate target, String schema, String table) {
        return target.queryForList(
                """
                select column_name from information_schema.columns where table_schema = ? and table_name = ?
                """,
                String.class,
                schema,
                table);
    }

    /** Describes the rows that cannot be written; call before {@link #write(String)}. */
    List<String> obstacles(String rows) {
        return switch (table.shape()) {
            case HEAD -> headObstacles(rows);
            case VERSION -> versionObstacles(rows);
            case BINDING -> List.of();
        };
    }

    private List<String> headObstacles(String rows) {
        return target.queryForList(
                """
                with r as (select * from json_populate_recordset(null::%1$s, ?::json))
                select format('%2$s: %%s is in zone %%s there, not in %%s', r.id, t.zone_id, r.zone_id)
                    from r join %1$s t on t.id = r.id where t.zone_id <> r.zone_id
                union all
                select format('%2$s: %%s is called “%%s”, as is the live %%s there', r.id, r.name, t.id)
                    from r join %1$s t on t.zone_id = r.zone_id and t.name = r.name and t.id <> r.id
                    where t.archived_at is null and r.archived_at is null
                """
                        .formatted(name, table.tableName()),
                String.class,
                rows);
    }

    private List<String> versionObstacles(String rows) {
        var text = table.columns().get(3);
        var sha256 = table.columns().get(4);
        return target.queryForList(
                """
                with r as (select * from json_populate_recordset(null::%1$s, ?::json))
                select format('%2$s: %%s differs there: %%s, here %%s', r.id, t.%5$s, r.%5$s)
                    from r join %1$s t on t.id = r.id
                    where (t.%3$s, t.version, t.%4$s, t.%5$s) is distinct from (r.%3$s, r.version, r.%4$s, r.%5$s)
                union all
                select format('%2$s: version %%s of %%s is %%s there, here %%s', r.version, r.%3$s, t.id, r.id)
                    from r join %1$s t on t.%3$s = r.%3$s and t.version = r.version where t.id <> r.id
                """
                        .formatted(name, table.tableName(), table.parent(), text, sha256),
                String.class,
                rows);
    }

    /** Writes a batch and returns the number of added and changed rows. */
    Written write(String rows) {
        var added = target.queryForList(
                """
                insert into %1$s as t (%2$s)
                select %2$s from json_populate_recordset(null::%1$s, ?::json)
                on conflict (%3$s) do %4$s
                returning xmax = 0
                """
                        .formatted(name, String.join(", ", columns), String.join(", ", table.key()), onConflict()),
                Boolean.class,
                rows);
        var inserted = added.stream().filter(Boolean.TRUE::equals).count();
        return new Written(inserted, added.size() - inserted);
    }

    private String onConflict() {
        var changing =
                columns.stream().filter(column -> !table.key().contains(column)).toList();
        return table.shape() == ExportedTable.Shape.VERSION
                ? "nothing"
                : "update set (%s) = row (%s) where (%s) is distinct from (%s)"
                        .formatted(
                                String.join(", ", changing),
                                prefixed("excluded.", changing),
                                prefixed("t.", changing),
                                prefixed("excluded.", changing));
    }

    private static String prefixed(String prefix, List<String> columns) {
        return columns.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
    }

    /**
     * Deactivates the zones of these active bindings in the target, because a zone may have only one active binding at
     * any instant.
     */
    void release(String activeRows) {
        target.update(
                """
                update %1$s t set active_version_id = null, updated_at = r.updated_at
                from json_populate_recordset(null::%1$s, ?::json) r
                where t.zone_id = r.zone_id and t.policy_set_id <> r.policy_set_id and t.active_version_id is not null
                """
                        .formatted(name),
                activeRows);
    }

    /** The result of a batch. */
    record Written(long added, long changed) {}

    /** The zones that do not exist in the target. */
    static List<String> missingZones(JdbcTemplate target, String schema, List<String> zoneIds) {
        return target.queryForList(
                """
                select id from unnest(?) as wanted (id) where not exists (select from %s z where z.id = wanted.id)
                """
                        .formatted(quoted(schema, "zones")),
                String.class,
                (Object) zoneIds.toArray(String[]::new));
    }
}

package dev.edict.projector.rebuild;

import dev.edict.projector.rebuild.ViewRebuild.Column;
import dev.edict.projector.rebuild.ViewRebuild.Difference;
import dev.edict.projector.rebuild.ViewRebuild.Kind;
import dev.edict.projector.rebuild.ViewRebuild.Rows;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares a table with its shadow by digest and, if they differ, row by row. The text of a row is PostgreSQL's, with
 * columns in table order. Keys are ordered by bytes, independent of the database's collation.
 */
final class TableComparison {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TIMELINE = "timeline";

    /**
     * The rows that the live timeline must have; it may lack newer and dead-lettered events. The rows that it has must
     * be equal.
     */
    private static final String DUE =
            """
            where (r.sequence <= %d and not exists (select from projection.dead_letter d
                    where d.processor_name = 'timeline' and d.event_id = r.event_id))
                or exists (select from views.timeline l where l.sequence = r.sequence)""";

    private final JdbcClient sql;
    private final String table;
    private final String live;
    private final String rebuilt;
    private final Key key;

    /** The columns of the primary key: as quoted names, in byte order, and as members of a JSON object. */
    private record Key(String columns, String order, String object) {}

    TableComparison(JdbcClient sql, String table, long timelineUpTo) {
        this.sql = sql;
        this.table = table;
        this.live = "views.\"%s\" r".formatted(table);
        this.rebuilt =
                "views_next.\"%s\" r ".formatted(table) + (table.equals(TIMELINE) ? DUE.formatted(timelineUpTo) : "");
        this.key = key();
    }

    Table run() {
        var here = digest(live);
        var there = digest(rebuilt);
        return new Table(table, here, there, here.equals(there) ? null : firstDifference());
    }

    /** The rebuilt table alone. */
    Table rebuilt() {
        return new Table(table, null, digest("views_next.\"%s\" r".formatted(table)), null);
    }

    private Rows digest(String rows) {
        return sql.sql(
                        """
                select count(*) as count, encode(sha256(coalesce(
                    string_agg(sha256(convert_to(r::text, 'UTF8')), ''::bytea order by %s), ''::bytea)), 'hex') as sha256
                from %s
                """
                                .formatted(key.order(), rows))
                .query(Rows.class)
                .single();
    }

    private Difference firstDifference() {
        return sql.sql(
                        """
                with live as (select %1$s, sha256(convert_to(r::text, 'UTF8')) as hash from %3$s),
                    rebuilt as (select %1$s, sha256(convert_to(r::text, 'UTF8')) as hash from %4$s),
                    first as (
                        select %1$s, count(*) over () as differing, live.hash is not null as is_live,
                            rebuilt.hash is not null as is_rebuilt
                        from live full join rebuilt using (%1$s)
                        where live.hash is distinct from rebuilt.hash
                        order by %2$s limit 1)
                select differing, is_live, is_rebuilt, jsonb_build_object(%5$s)::text as key,
                    (select to_jsonb(l)::text from views."%6$s" l join first using (%1$s)) as live,
                    (select to_jsonb(n)::text from views_next."%6$s" n join first using (%1$s)) as rebuilt
                from first
                """
                                .formatted(key.columns(), key.order(), live, rebuilt, key.object(), table))
                .query(TableComparison::difference)
                .single();
    }

    private static Difference difference(ResultSet row, int n) throws SQLException {
        var live = row.getBoolean("is_live");
        var kind = !live ? Kind.MISSING : row.getBoolean("is_rebuilt") ? Kind.CHANGED : Kind.UNKNOWN_TO_THE_LOG;
        return new Difference(
                row.getLong("differing"),
                row.getString("key"),
                kind,
                kind == Kind.CHANGED ? columns(row.getString("live"), row.getString("rebuilt")) : List.of());
    }

    private static List<Column> columns(@Nullable String live, @Nullable String rebuilt) {
        JsonNode here = JSON.readTree(live);
        JsonNode there = JSON.readTree(rebuilt);
        return here.propertyStream()
                .filter(column -> !column.getValue().equals(there.get(column.getKey())))
                .map(column -> new Column(
                        column.getKey(),
                        column.getValue().toString(),
                        there.get(column.getKey()).toString()))
                .toList();
    }

    private Key key() {
        return sql.sql(
                        """
                select string_agg(quote_ident(attname), ', ' order by position) as columns,
                    string_agg(quote_ident(attname) || case when attcollation <> 0 then ' collate "C"' else '' end,
                        ', ' order by position) as order,
                    string_agg(format('%L, %I', attname, attname), ', ' order by position) as object
                from pg_constraint c cross join unnest(c.conkey) with ordinality as k (attnum, position)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
                where c.contype = 'p' and c.conrelid = to_regclass(:table)
                having count(*) > 0
                """)
                .param("table", "views.\"%s\"".formatted(table))
                .query(Key.class)
                .optional()
                .orElseThrow(() ->
                        new RebuildRefused("views.%s has no primary key, which the comparison needs".formatted(table)));
    }
}

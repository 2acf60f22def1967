package dev.edict.projector.rebuild;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Replaces the live tables with the rebuilt ones, within the caller's transaction. It keeps the old tables as
 * {@code views_old}, where a concurrent reader still finds them.
 */
final class Swap {

    private final RebuildConnection connection;
    private final List<String> tables;

    Swap(RebuildConnection connection, List<String> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** Swaps by renaming the schemas; no reader waits. */
    void wholeSchema() {
        connection.execute("set local lock_timeout = '500ms'");
        // A concurrent migration would alter tables that are no longer read.
        var history = hasHistory();
        if (history) {
            connection.execute("lock table views.flyway_schema_history in access exclusive mode");
        }
        var comment = commentOnLive();
        connection.execute("alter schema views rename to views_old");
        connection.execute("alter schema views_next rename to views");
        if (history) {
            connection.execute("alter table views_old.flyway_schema_history set schema views");
        }
        connection.execute(comment);
        connection.execute("comment on schema views_old is '%s'".formatted(ShadowSchema.MARK));
        Grants.copyOnSchema(connection, ShadowSchema.OLD, ShadowSchema.LIVE);
        Grants.copyOnTables(connection, ShadowSchema.OLD, ShadowSchema.LIVE, tables);
    }

    /**
     * Swaps single tables, because the others stay. Readers wait meanwhile. All locks are taken first and with a short
     * timeout, because otherwise a deadlock could abort a reader of two tables.
     */
    void onlyTheTables() {
        connection.execute("set local lock_timeout = '100ms'");
        connection.execute(qualified(ShadowSchema.LIVE)
                .collect(Collectors.joining(", ", "lock table ", " in access exclusive mode")));
        connection.execute("create schema views_old");
        connection.execute("comment on schema views_old is '%s'".formatted(ShadowSchema.MARK));
        qualified(ShadowSchema.LIVE)
                .forEach(table -> connection.execute("alter table " + table + " set schema views_old"));
        qualified(ShadowSchema.NEXT).forEach(table -> connection.execute("alter table " + table + " set schema views"));
        Grants.copyOnTables(connection, ShadowSchema.OLD, ShadowSchema.LIVE, tables);
    }

    private Stream<String> qualified(String schema) {
        return tables.stream().map(table -> "%s.\"%s\"".formatted(schema, table));
    }

    private boolean hasHistory() {
        return sql().sql("select to_regclass('views.flyway_schema_history') is not null")
                .query(Boolean.class)
                .single();
    }

    private String commentOnLive() {
        return sql().sql(
                        """
                select format('comment on schema views is %L', obj_description(oid, 'pg_namespace'))
                from pg_namespace where nspname = 'views'
                """)
                .query(String.class)
                .single();
    }

    private JdbcClient sql() {
        return connection.sql();
    }
}

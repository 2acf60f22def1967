package dev.edict.projector.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The schema {@code views_next}: empty copies of the tables of {@code views} with the same names. */
final class ShadowSchema {

    static final String LIVE = "views";
    static final String NEXT = "views_next";
    static final String OLD = "views_old";

    /** The comment that marks a schema as one that may be dropped. */
    static final String MARK = "made by edict rebuild; the next one drops it";

    private static final int SHOWN = 3;
    private static final int LAST_OF_TABLES = 3;

    private final long schemaId;
    private final List<String> completion;

    private ShadowSchema(long schemaId, List<String> completion) {
        this.schemaId = schemaId;
        this.completion = completion;
    }

    /**
     * Creates the schema, after dropping the remains of an earlier run. Its tables have primary keys only: an index that
     * is made of all rows at once costs less than one that grows row by row.
     */
    static ShadowSchema build(RebuildConnection connection, List<String> tables) {
        var statements = new ArrayList<Step>();
        connection.inTransaction(() -> {
            drop(connection, NEXT);
            drop(connection, OLD);
            var owner = connection
                    .sql()
                    .sql(
                            """
                            select format('alter schema views_next owner to %I', pg_get_userbyid(nspowner))
                            from pg_namespace where nspname = 'views'
                            """)
                    .query(String.class)
                    .single();
            statements.addAll(statements(connection.sql(), tables));
            connection.execute("create schema views_next");
            connection.execute("comment on schema views_next is '%s'".formatted(MARK));
            connection.execute("set local search_path = views_next");
            statements.stream()
                    .filter(step -> step.number() <= LAST_OF_TABLES)
                    .forEach(step -> connection.execute(step.statement()));
            connection.execute(owner);
        });
        return new ShadowSchema(idOf(connection.sql()), completion(statements));
    }

    /** The schema that a stopped replay left, with or without its indexes; empty if it is gone. */
    static Optional<ShadowSchema> left(RebuildConnection connection, List<String> tables, long schemaId) {
        if (idOf(connection.sql()) != schemaId) {
            return Optional.empty();
        }
        var statements = new ArrayList<Step>();
        if (!isComplete(connection.sql())) {
            connection.inTransaction(() -> statements.addAll(statements(connection.sql(), tables)));
        }
        return Optional.of(new ShadowSchema(schemaId, completion(statements)));
    }

    /** All indexes are made in one transaction, so there are all or none. */
    private static boolean isComplete(JdbcClient sql) {
        return sql.sql(
                        """
                select exists (
                    select from pg_index i join pg_class c on c.oid = i.indrelid
                    where c.relnamespace = to_regnamespace('views_next') and c.relkind = 'r' and not i.indisprimary)
                """)
                .query(Boolean.class)
                .single();
    }

    private static List<String> completion(List<Step> statements) {
        return statements.stream()
                .filter(step -> step.number() > LAST_OF_TABLES)
                .map(Step::statement)
                .toList();
    }

    /** Adds what the filled tables still lack: indexes and foreign keys. */
    void complete(RebuildConnection connection) {
        connection.inTransaction(() -> {
            connection.execute("set local search_path = views_next");
            connection.execute("set local maintenance_work_mem = '256MB'");
            completion.forEach(connection::execute);
        });
    }

    private record Step(int number, String statement) {}

    /** All tables of the live schema, ordered by name. */
    static List<String> tablesOf(JdbcClient sql) {
        return sql.sql(
                        """
                select relname from pg_class where relnamespace = to_regnamespace('views') and relkind = 'r'
                    and relname <> 'flyway_schema_history' order by relname
                """)
                .query(String.class)
                .list();
    }

    /**
     * Drops a schema that a rebuild created, if it exists. A schema of the same name without the mark is left
     * unchanged.
     */
    static void drop(RebuildConnection connection, String schema) {
        var found = connection
                .sql()
                .sql(
                        """
                select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace where nspname = :schema
                """)
                .param("schema", schema)
                .query(String.class)
                .optional();
        if (found.isEmpty()) {
            return;
        }
        if (!found.get().equals(MARK)) {
            throw new RebuildRefused(
                    "the schema %s exists and was not created by a rebuild: rename or drop it".formatted(schema));
        }
        var tables = connection
                .sql()
                .sql(
                        """
                select string_agg(format('%I.%I', :schema::text, relname), ', ') from pg_class
                where relnamespace = to_regnamespace(:schema) and relkind = 'r'
                """)
                .param("schema", schema)
                .query(String.class)
                .optional();
        tables.ifPresent(names -> connection.execute("drop table " + names));
        connection.execute("drop schema " + schema);
    }

    /** Throws if swapping these tables would change more than rows, or if another rebuild has replaced this schema. */
    void requireSwappable(JdbcClient sql, List<String> tables, boolean wholeSchema) {
        if (idOf(sql) != schemaId) {
            throw new RebuildRefused("another rebuild has replaced views_next: run it again");
        }
        var scope = wholeSchema ? List.<String>of() : tables;
        var live = SchemaFingerprint.of(sql, LIVE, scope);
        var next = SchemaFingerprint.of(sql, NEXT, scope);
        var odd = new ArrayList<>(ties(sql, tables));
        live.stream().filter(line -> !next.contains(line)).forEach(odd::add);
        next.stream().filter(line -> !live.contains(line)).forEach(odd::add);
        if (!odd.isEmpty()) {
            throw new RebuildRefused("not swapped, because the definitions of the live and the rebuilt views differ: "
                    + String.join("; ", odd.subList(0, Math.min(SHOWN, odd.size())))
                    + ": remove the differences first, or run it again if Edict was just migrated");
        }
    }

    private static long idOf(JdbcClient sql) {
        return sql.sql("select coalesce(to_regnamespace('views_next')::oid::bigint, 0)")
                .query(Long.class)
                .single();
    }

    /**
     * The statements that create the tables, unqualified, so that they apply to the first schema on the search path.
     */
    private static List<Step> statements(JdbcClient sql, List<String> tables) {
        sql.sql("select set_config('search_path', 'views', true)")
                .query(String.class)
                .single();
        return sql.sql(
                        """
                with original as (
                    select oid, relname, relowner, reloptions from pg_class
                    where relnamespace = to_regnamespace('views') and relname = any(:tables))
                select 1 as step,
                        format('create table %1$I (like views.%1$I including all excluding indexes)', relname) as statement
                    from original
                union all
                select 2, format('alter table %I set (%s)', relname, array_to_string(reloptions, ', '))
                    from original where reloptions is not null
                union all
                select 2, format('comment on table %I is %L', relname, obj_description(oid, 'pg_class'))
                    from original where obj_description(oid, 'pg_class') is not null
                union all
                select 3, format('alter table %I add constraint %I %s', relname, conname, pg_get_constraintdef(c.oid, true))
                    from original o join pg_constraint c on c.conrelid = o.oid where contype = 'p'
                union all
                select 4, format('alter table %I add constraint %I %s', relname, conname, pg_get_constraintdef(c.oid, true))
                    from original o join pg_constraint c on c.conrelid = o.oid where contype in ('u', 'x')
                union all
                select 5, pg_get_indexdef(indexrelid, 0, true)
                    from original o join pg_index i on i.indrelid = o.oid
                    where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = o.oid)
                union all
                select 6, format('alter table %I add constraint %I %s', relname, conname, pg_get_constraintdef(c.oid, true))
                    from original o join pg_constraint c on c.conrelid = o.oid where contype = 'f'
                union all
                select 7, format('alter table %I owner to %I', relname, pg_get_userbyid(relowner))
                    from original
                order by 1, 2
                """)
                .param("tables", tables.toArray(String[]::new))
                .query((row, n) -> new Step(row.getInt("step"), row.getString("statement")))
                .list();
    }

    /** Dependencies by object identity, which would continue to refer to the old tables after a swap. */
    private static List<String> ties(JdbcClient sql, List<String> tables) {
        return sql.sql(
                        """
                with swapped as (
                        select oid from pg_class
                        where relnamespace = to_regnamespace('views') and relname = any(:tables)),
                    part as (
                        select oid from swapped union all
                        select indexrelid from pg_index where indrelid in (select oid from swapped))
                select distinct pg_describe_object(d.classid, d.objid, d.objsubid)
                from pg_depend d left join pg_constraint c on d.classid = 'pg_constraint'::regclass and c.oid = d.objid
                where d.refclassid = 'pg_class'::regclass and d.refobjid in (select oid from swapped)
                    and (d.deptype = 'n' or d.classid = 'pg_publication_rel'::regclass)
                    and not (d.classid = 'pg_class'::regclass and d.objid in (select oid from part))
                    and not coalesce(c.conrelid in (select oid from swapped), false)
                union
                select pg_describe_object('pg_constraint'::regclass, oid, 0) from pg_constraint
                where contype = 'f' and conrelid in (select oid from swapped)
                    and confrelid not in (select oid from swapped)
                order by 1
                """)
                .param("tables", tables.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}

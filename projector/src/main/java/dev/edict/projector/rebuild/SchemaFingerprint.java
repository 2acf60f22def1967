package dev.edict.projector.rebuild;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Describes the definition of tables from the catalog, without rows, privileges and schema name. */
final class SchemaFingerprint {

    private static final String FLYWAY = "flyway_schema_history";

    private SchemaFingerprint() {}

    /**
     * Describes these tables, or the whole schema if the list is empty. Requires that only this schema is on the search
     * path.
     */
    static List<String> of(JdbcClient sql, String schema, List<String> tables) {
        sql.sql("select set_config('search_path', :schema, true)")
                .param("schema", schema)
                .query(String.class)
                .single();
        return sql.sql(
                        """
                with relation as (
                    select c.* from pg_class c
                    where c.relnamespace = to_regnamespace(:schema) and c.relname <> :flyway
                        and c.relkind not in ('i', 'I', 't')
                        and (cardinality(:tables::text[]) = 0 or c.relname = any(:tables::text[])))
                select format('relation %s: %s of %s, %s, row security %s, replica identity %s, %s', relname, relkind,
                        pg_get_userbyid(relowner), reloptions, relrowsecurity, relreplident,
                        obj_description(oid, 'pg_class'))
                    from relation
                union all
                select format('column %s of %s: %s %s, not null %s, default %s, %s', a.attname, r.relname,
                        row_number() over (partition by r.oid order by a.attnum), format_type(a.atttypid, a.atttypmod),
                        a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
                        (a.attidentity, a.attgenerated, a.attcollation, a.attstorage, a.attcompression,
                            a.attstattarget, col_description(r.oid, a.attnum)))
                    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
                    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
                union all
                select format('constraint %s of %s: %s, %s', o.conname, r.relname, pg_get_constraintdef(o.oid, true),
                        obj_description(o.oid, 'pg_constraint'))
                    from relation r join pg_constraint o on o.conrelid = r.oid where o.contype <> 'n'
                union all
                select format('index of %s: %s, %s', r.relname, pg_get_indexdef(i.indexrelid, 0, true),
                        (i.indisvalid, i.indisclustered, obj_description(i.indexrelid, 'pg_class')))
                    from relation r join pg_index i on i.indrelid = r.oid
                union all
                select format('trigger of %s: %s', r.relname, pg_get_triggerdef(t.oid, true))
                    from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
                union all
                select format('policy %s of %s', p.polname, r.relname)
                    from relation r join pg_policy p on p.polrelid = r.oid
                union all
                select format('rule %s of %s', w.rulename, r.relname)
                    from relation r join pg_rewrite w on w.ev_class = r.oid
                union all
                select format('statistics %s', pg_get_statisticsobjdef(s.oid))
                    from relation r join pg_statistic_ext s on s.stxrelid = r.oid
                union all
                select format('function %s', p.oid::regprocedure)
                    from pg_proc p where p.pronamespace = to_regnamespace(:schema) and cardinality(:tables::text[]) = 0
                union all
                select format('type %s', t.typname)
                    from pg_type t where t.typnamespace = to_regnamespace(:schema) and t.typtype in ('d', 'e', 'r')
                        and cardinality(:tables::text[]) = 0
                order by 1
                """)
                .param("schema", schema)
                .param("flyway", FLYWAY)
                .param("tables", tables.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}

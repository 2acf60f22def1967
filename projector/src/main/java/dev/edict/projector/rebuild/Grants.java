package dev.edict.projector.rebuild;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Copies the privileges of a schema or its tables to another one, without those of the owner. */
final class Grants {

    private Grants() {}

    static void copyOnTables(RebuildConnection connection, String from, String to, List<String> tables) {
        onTables(connection.sql(), from, to, tables).forEach(connection::execute);
    }

    /** Copies the privileges on the schema, and the default privileges for its future objects. */
    static void copyOnSchema(RebuildConnection connection, String from, String to) {
        onSchema(connection.sql(), from, to).forEach(connection::execute);
    }

    private static List<String> onTables(JdbcClient sql, String from, String to, List<String> tables) {
        return sql.sql(
                        """
                with target as (
                        select relname, acl.grantee from pg_class, aclexplode(relacl) acl
                        where relnamespace = to_regnamespace(:to) and relname = any(:tables) and grantee <> relowner),
                    source as (
                        select oid, relname, relowner, relacl from pg_class
                        where relnamespace = to_regnamespace(:from) and relname = any(:tables))
                select distinct 1 as step, format('revoke all on table %I.%I from %s', :to::text, relname,
                        case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end) as statement
                    from target
                union all
                select 2, format('grant %s on table %I.%I to %s%s', acl.privilege_type, :to::text, relname,
                        case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end,
                        case when acl.is_grantable then ' with grant option' else '' end)
                    from source, aclexplode(relacl) acl where acl.grantee <> relowner
                union all
                select 2, format('grant %s (%I) on table %I.%I to %s%s', acl.privilege_type, attname, :to::text, relname,
                        case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end,
                        case when acl.is_grantable then ' with grant option' else '' end)
                    from source join pg_attribute a on a.attrelid = source.oid and not a.attisdropped,
                        aclexplode(attacl) acl
                    where acl.grantee <> relowner
                order by 1, 2
                """)
                .param("from", from)
                .param("to", to)
                .param("tables", tables.toArray(String[]::new))
                .query((row, n) -> row.getString("statement"))
                .list();
    }

    private static List<String> onSchema(JdbcClient sql, String from, String to) {
        return sql.sql(
                        """
                select format('grant %s on schema %I to %s%s', acl.privilege_type, :to::text,
                        case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end,
                        case when acl.is_grantable then ' with grant option' else '' end)
                    from pg_namespace, aclexplode(nspacl) acl where nspname = :from and acl.grantee <> nspowner
                union all
                select format('alter default privileges for role %I in schema %I grant %s on %s to %s%s',
                        pg_get_userbyid(defaclrole), :to::text, acl.privilege_type,
                        case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences'
                            when 'f' then 'functions' else 'types' end,
                        case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end,
                        case when acl.is_grantable then ' with grant option' else '' end)
                    from pg_default_acl, aclexplode(defaclacl) acl
                    where defaclnamespace = to_regnamespace(:from) and acl.grantee <> defaclrole
                """)
                .param("from", from)
                .param("to", to)
                .query(String.class)
                .list();
    }
}

package dev.edict.app.servers;

import com.zaxxer.hikari.HikariDataSource;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.embedded.StartRefused;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a node requires of PostgreSQL: version, encoding and connections; checked before any migration. */
public final class DatabaseRequirements {

    private static final int OLDEST = 15;
    private static final int VERSION_NUMBERS_PER_MAJOR = 10_000;
    private static final String ENCODING = "UTF8";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    /** The idle connections of the pools, the listener to the log, a migration, and one for work. */
    static final int FEWEST_CONNECTIONS = ConnectionPool.idle() + 3;

    /** All pools at their largest, and a migration. */
    static final int MOST_CONNECTIONS = ConnectionPool.most() + 1;

    private final DataSource migrationSource;
    private final List<? extends DataSource> pools;

    DatabaseRequirements(DataSource migrationSource, List<? extends DataSource> pools) {
        this.migrationSource = migrationSource;
        this.pools = pools;
    }

    /**
     * Returns if PostgreSQL meets all requirements.
     *
     * @throws StartRefused if the operator has to change something first
     * @throws DataAccessException if the database is unreachable, or others use its connections at the moment
     */
    public void verify() {
        var sql = JdbcClient.create(migrationSource);
        try {
            SessionPoolingCheck.require(migrationSource);
            requireVersion(sql.sql("select current_setting('server_version_num')")
                    .query(Integer.class)
                    .single());
            requireEncoding(
                    sql.sql("select getdatabaseencoding()").query(String.class).single());
            requireConnections(sql);
        } catch (DataAccessException e) {
            if (DatabaseFailure.of(e) == DatabaseFailure.LOGIN_REJECTED) {
                throw rejected(e);
            }
            throw e;
        }
    }

    static void requireVersion(int number) {
        var major = number / VERSION_NUMBERS_PER_MAJOR;
        if (major < OLDEST) {
            throw new StartRefused(
                    "the server of DATABASE_URL is PostgreSQL " + major, "use PostgreSQL " + OLDEST + " or newer");
        }
    }

    private static void requireEncoding(String encoding) {
        if (!encoding.equals(ENCODING)) {
            throw new StartRefused(
                    "the database of DATABASE_URL has the encoding " + encoding + ", which cannot hold every policy",
                    "create it with: create database NAME encoding 'UTF8' template template0");
        }
    }

    private void requireConnections(JdbcClient sql) {
        var own = 1 + pools.stream().mapToInt(DatabaseRequirements::connections).sum();
        limits(sql).forEach(limit -> {
            var need = "a node needs %d connections and uses up to %d".formatted(FEWEST_CONNECTIONS, MOST_CONNECTIONS);
            if (limit.allowed() < FEWEST_CONNECTIONS) {
                throw new StartRefused("%s allows %d connections".formatted(limit.name(), limit.allowed()), need);
            }
            var left = limit.allowed() - limit.used() + own;
            if (left < FEWEST_CONNECTIONS) {
                var shortage = "%s allows %d connections, others leave %d: %s"
                        .formatted(limit.name(), limit.allowed(), left, need);
                throw new DataAccessResourceFailureException(
                        shortage, new SQLException(shortage, TOO_MANY_CONNECTIONS));
            }
        });
    }

    private static int connections(DataSource pool) {
        try {
            var opened = pool.unwrap(HikariDataSource.class).getHikariPoolMXBean();
            return opened == null ? 0 : opened.getTotalConnections();
        } catch (SQLException e) {
            throw new IllegalStateException("expected a Hikari connection pool: " + pool, e);
        }
    }

    /** The limits that apply to the role; a superuser has only the server's. */
    private static Stream<Limit> limits(JdbcClient sql) {
        return sql
                .sql(
                        """
                select 'max_connections of PostgreSQL' as name,
                       current_setting('max_connections')::int
                           - case when r.rolsuper then 0 else current_setting('superuser_reserved_connections')::int
                                 + coalesce(current_setting('reserved_connections', true)::int, 0) end as allowed,
                       (select sum(numbackends) from pg_stat_database) as used
                from pg_roles r where r.rolname = session_user
                union all
                select format('the connection limit of the role %I', r.rolname), r.rolconnlimit,
                       (select count(*) from pg_stat_activity a where a.usesysid = r.oid)
                from pg_roles r where r.rolname = session_user and r.rolconnlimit >= 0 and not r.rolsuper
                union all
                select format('the connection limit of the database %I', d.datname), d.datconnlimit,
                       (select s.numbackends from pg_stat_database s where s.datid = d.oid)
                from pg_database d, pg_roles r
                where d.datname = current_database() and d.datconnlimit >= 0
                    and r.rolname = session_user and not r.rolsuper
                """)
                .query(Limit.class)
                .list()
                .stream();
    }

    private static StartRefused rejected(DataAccessException failure) {
        var said = String.valueOf(failure.getMostSpecificCause().getMessage())
                .lines()
                .findFirst()
                .orElse("");
        return new StartRefused(
                "PostgreSQL rejects the login (" + said + ")", "correct user, password and database in DATABASE_URL");
    }

    /** The connections that a limit allows, and those in use. */
    private record Limit(String name, int allowed, int used) {}
}

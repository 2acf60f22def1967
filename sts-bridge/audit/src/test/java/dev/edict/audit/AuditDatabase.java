package dev.edict.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL for the whole run, with the tables of the schema bridge. */
public final class AuditDatabase {

    private static final HikariDataSource POOL = migrated();

    private final JdbcClient sql = JdbcClient.create(POOL);

    private AuditDatabase() {}

    /** Without events. */
    public static AuditDatabase empty() {
        var database = new AuditDatabase();
        database.sql
                .sql(
                        "truncate bridge.audit_events, bridge.audit_event_id, bridge.audit_dead_letter, bridge.audit_month_drop")
                .update();
        database.sql
                .sql("update bridge.audit_arrival set closed_before = '-infinity'")
                .update();
        return database;
    }

    public DataSource pool() {
        return POOL;
    }

    public JdbcClient sql() {
        return sql;
    }

    public long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static HikariDataSource migrated() {
        try {
            var server =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            List.of("projection", "bridge").forEach(schema -> Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate());
            var config = new HikariConfig();
            config.setDataSource(server.getPostgresDatabase());
            config.setMaximumPoolSize(8);
            config.setConnectionInitSql("set time zone 'UTC'");
            return new HikariDataSource(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.edict.app;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Migrates the schemas with Flyway; each schema has its own history table. */
@Component
class Migrations {

    /** The scripts of each schema are in {@code db/<schema>}. */
    private static final List<String> SCHEMAS = List.of("events", "command", "views", "projection", "bridge");

    private final DataSource migrationSource;

    Migrations(@Qualifier("migrationSource") DataSource migrationSource) {
        this.migrationSource = migrationSource;
    }

    /**
     * Applies pending migrations; several nodes can run it concurrently.
     *
     * @throws org.flywaydb.core.api.FlywayException if the database is unreachable, or a script does not fit it
     */
    void run() {
        var source = new OlderJsonChecks(migrationSource);
        SCHEMAS.forEach(schema -> Flyway.configure()
                .dataSource(source)
                .schemas(schema)
                .defaultSchema(schema)
                .initSql("set time zone 'UTC'")
                .locations("classpath:db/" + schema)
                .load()
                .migrate());
    }
}

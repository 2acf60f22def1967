package dev.edict.app;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Brings every owner's schema up to date; each has a history of its own. */
@Component
class Migrations {

    /** Each with its scripts in the owner's folder {@code db/<schema>}. */
    private static final List<String> SCHEMAS = List.of("events", "command", "views", "projection", "bridge");

    private final DataSource migrationSource;

    Migrations(@Qualifier("migrationSource") DataSource migrationSource) {
        this.migrationSource = migrationSource;
    }

    /**
     * Does what is left to do; several nodes may do so at once.
     *
     * @throws org.flywaydb.core.api.FlywayException if the database is not to be reached, or a script does not fit it
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

package dev.edict.app;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Brings every owner's schema up to date before anything reads or writes it; each has a history of its own. */
@Component
class Migrations implements SmartLifecycle {

    private static final int BEFORE_EVERYTHING = 0;

    /** Each with its scripts in the owner's folder {@code db/<schema>}. */
    private static final List<String> SCHEMAS = List.of("events", "command", "views", "projection", "bridge");

    private final DataSource writePool;
    private volatile boolean done;

    Migrations(@Qualifier("writePool") DataSource writePool) {
        this.writePool = writePool;
    }

    @Override
    public void start() {
        SCHEMAS.forEach(schema -> Flyway.configure()
                .dataSource(writePool)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .load()
                .migrate());
        done = true;
    }

    @Override
    public void stop() {
        done = false;
    }

    @Override
    public boolean isRunning() {
        return done;
    }

    @Override
    public int getPhase() {
        return BEFORE_EVERYTHING;
    }
}

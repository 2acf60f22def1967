package dev.edict.app;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Brings every owner's schema up to date before anything reads or writes it. */
@Component
class Migrations implements SmartLifecycle {

    private static final int BEFORE_EVERYTHING = 0;

    private final List<Flyway> owners;
    private volatile boolean done;

    Migrations(List<Flyway> owners) {
        this.owners = owners;
    }

    @Override
    public void start() {
        owners.forEach(Flyway::migrate);
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

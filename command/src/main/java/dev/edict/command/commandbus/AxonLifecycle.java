package dev.edict.command.commandbus;

import dev.edict.command.eventstore.Snapshots;
import org.axonframework.config.Configurer;
import org.axonframework.spring.config.SpringAxonConfiguration;

/** Starts Axon after the migration of the schemas, and stops it before the pools close. */
final class AxonLifecycle extends SpringAxonConfiguration {

    private static final int PHASE = 10;

    private final Snapshots snapshots;

    AxonLifecycle(Configurer configurer, Snapshots snapshots) {
        super(configurer);
        this.snapshots = snapshots;
    }

    @Override
    public void start() {
        super.start();
        snapshots.prepare(getObject());
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

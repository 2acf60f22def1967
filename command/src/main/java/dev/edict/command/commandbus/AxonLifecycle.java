package dev.edict.command.commandbus;

import dev.edict.command.eventstore.Snapshots;
import org.axonframework.config.Configurer;
import org.axonframework.spring.config.SpringAxonConfiguration;

/** Runs Axon between the migration of the schemas, after which the application starts it, and the end of the pools. */
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

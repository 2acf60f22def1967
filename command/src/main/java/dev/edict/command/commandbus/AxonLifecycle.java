package dev.edict.command.commandbus;

import dev.edict.command.eventstore.Snapshots;
import org.axonframework.config.Configuration;
import org.springframework.context.SmartLifecycle;

/** Runs Axon between the migration of the schemas, after which the application starts it, and the end of the pools. */
final class AxonLifecycle implements SmartLifecycle {

    private static final int PHASE = 10;

    private final Configuration axon;
    private final Snapshots snapshots;
    private volatile boolean running;

    AxonLifecycle(Configuration axon, Snapshots snapshots) {
        this.axon = axon;
        this.snapshots = snapshots;
    }

    @Override
    public void start() {
        axon.start();
        snapshots.prepare(axon);
        running = true;
    }

    @Override
    public void stop() {
        axon.shutdown();
        running = false;
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

package dev.edict.command.log;

import org.axonframework.config.Configuration;
import org.springframework.context.SmartLifecycle;

/** Runs Axon between the migration of the schemas, after which the application starts it, and the end of the pools. */
final class AxonLifecycle implements SmartLifecycle {

    private static final int PHASE = 10;

    private final Configuration axon;
    private volatile boolean running;

    AxonLifecycle(Configuration axon) {
        this.axon = axon;
    }

    @Override
    public void start() {
        axon.start();
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

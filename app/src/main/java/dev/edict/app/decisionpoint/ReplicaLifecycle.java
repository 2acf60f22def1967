package dev.edict.app.decisionpoint;

import dev.edict.replica.Replica;
import org.springframework.context.SmartLifecycle;

/** Starts the replica before the web server, and closes it when the last request is answered. */
final class ReplicaLifecycle implements SmartLifecycle {

    private static final int BEFORE_THE_WEB_SERVER = 0;

    private final Replica replica;
    private volatile boolean running;

    ReplicaLifecycle(Replica replica) {
        this.replica = replica;
    }

    @Override
    public void start() {
        running = true;
        replica.start();
    }

    @Override
    public void stop() {
        running = false;
        replica.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }
}

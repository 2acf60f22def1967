package dev.edict.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A replica for whose staleness budget time passes when the test says so. */
public final class ClockedReplica implements AutoCloseable {

    private final AtomicLong nanos = new AtomicLong(System.nanoTime());
    private final Replica replica;

    public ClockedReplica(ReplicaSettings settings) {
        replica = new Replica(settings, new Clocks(nanos::get, Instant::now));
        replica.start();
    }

    public Replica replica() {
        return replica;
    }

    /** Time goes by. */
    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        replica.close();
    }
}

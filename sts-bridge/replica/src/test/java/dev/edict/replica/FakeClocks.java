package dev.edict.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that the test moves. */
final class FakeClocks {

    private final AtomicLong nanos = new AtomicLong(System.nanoTime());
    private volatile Instant wall = Instant.parse("2026-11-29T12:00:00Z");

    Clocks clocks() {
        return new Clocks(nanos::get, () -> wall);
    }

    /** Time goes by. */
    synchronized void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        wall = wall.plus(time);
    }

    /** Somebody sets the wall clock. */
    synchronized void setWall(Duration by) {
        wall = wall.plus(by);
    }

    Instant wall() {
        return wall;
    }
}

package dev.edict.replica.background;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The rounds of a loop and the pauses between them, so that others can bring the next round forward. Thread-safe. */
final class Rounds {

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long ended;
    private boolean hurried;
    private long pausedAtLeastUntil = System.nanoTime();

    /** Ends a round, after which the next one begins at once. */
    void ended() {
        lock.lock();
        try {
            ended++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a round and pauses.
     *
     * @param least what {@link #hurry} leaves of the pause; at least 100 ms are left
     */
    void pause(Duration pause, Duration least) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var began = System.nanoTime();
            var until = began + pause.toNanos();
            pausedAtLeastUntil = began + Math.max(least.toNanos(), SHORTEST_PAUSE_NANOS);
            hurried = false;
            ended++;
            changed.signalAll();
            for (var left = pause.toNanos(); left > 0; left = earlier(until) - System.nanoTime()) {
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private long earlier(long until) {
        return hurried && pausedAtLeastUntil - until < 0 ? pausedAtLeastUntil : until;
    }

    /**
     * Waits for the end of the round that runs, or of the next one, which begins sooner for it.
     *
     * @param patience the longest wait; there is none if the next round cannot begin within it
     */
    void hurry(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var until = System.nanoTime() + patience.toNanos();
            if (pausedAtLeastUntil - until > 0) {
                return;
            }
            var before = ended;
            hurried = true;
            changed.signalAll();
            for (var left = patience.toNanos(); ended == before && left > 0; left = until - System.nanoTime()) {
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

package dev.edict.app.bench;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls at a rate: each is sent when it is due, however long those before it take, and timed from then. So a server
 * that stands still is charged with everything that would have come meanwhile.
 */
final class OpenLoop {

    private static final int MOST_AT_ONCE = 64;

    private final Latencies latencies = new Latencies();
    private final ExecutorService pool = Executors.newFixedThreadPool(MOST_AT_ONCE);
    private final long intervalNanos;
    private final Runnable call;
    private final long began = System.nanoTime();
    private final Thread clock = new Thread(this::run, "open-loop");
    private volatile boolean stopping;
    private double perSecond;

    private OpenLoop(int perSecond, Runnable call) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.call = call;
        clock.start();
    }

    static OpenLoop start(int perSecond, Runnable call) {
        return new OpenLoop(perSecond, call);
    }

    /** Runs for a time. */
    static OpenLoop run(int perSecond, Duration time, Runnable call) throws InterruptedException {
        var loop = start(perSecond, call);
        LockSupport.parkNanos(time.toNanos());
        loop.stop();
        return loop;
    }

    private void run() {
        for (long due = began; !stopping; due += intervalNanos) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long from = due;
            pool.execute(() -> latencies.time(from, call));
        }
    }

    /** Sends no more; what is under way still counts, but not for the rate. */
    void stop() throws InterruptedException {
        stopping = true;
        perSecond = latencies.count() / ((System.nanoTime() - began) / 1e9);
        clock.join();
        pool.shutdown();
        if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("calls hang: " + latencies);
        }
    }

    /** How many were answered per second; known after the end. */
    double perSecond() {
        return perSecond;
    }

    Latencies latencies() {
        return latencies;
    }
}

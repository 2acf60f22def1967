package dev.edict.app.bench;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Calls by clients that each send their next call after the last response: measures throughput, not latency. */
record ClosedLoop(double perSecond, Latencies latencies) {

    static ClosedLoop run(int clients, Duration time, Runnable call) throws InterruptedException {
        var latencies = new Latencies();
        var pool = Executors.newFixedThreadPool(clients);
        var began = System.nanoTime();
        var end = began + time.toNanos();
        for (int n = 0; n < clients; n++) {
            pool.execute(() -> {
                while (System.nanoTime() < end) {
                    latencies.time(System.nanoTime(), call);
                }
            });
        }
        pool.shutdown();
        if (!pool.awaitTermination(time.toSeconds() + 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("calls hang: " + latencies);
        }
        return new ClosedLoop(latencies.count() / ((System.nanoTime() - began) / 1e9), latencies);
    }
}

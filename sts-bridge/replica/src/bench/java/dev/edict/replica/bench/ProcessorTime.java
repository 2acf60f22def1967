package dev.edict.replica.bench;

import dev.edict.replica.Outcome.Allowed;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;

/** Decisions per second that the thread was on a processor: other processes on the machine do not count. */
final class ProcessorTime {

    private static final int ROUNDS = 9;
    private static final int DECISIONS = 2_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private ProcessorTime() {}

    /** The median of some rounds, after as many to warm up. */
    static double decisionsPerSecond(int secondsBetweenSwaps) throws InterruptedException {
        var benchmark = new ReplicaBenchmark();
        benchmark.secondsBetweenSwaps = secondsBetweenSwaps;
        benchmark.start();
        var sorted = IntStream.range(0, 2 * ROUNDS)
                .mapToDouble(round -> round(benchmark))
                .skip(ROUNDS)
                .sorted()
                .toArray();
        benchmark.end();
        return sorted[ROUNDS / 2];
    }

    private static double round(ReplicaBenchmark benchmark) {
        var place = new ReplicaBenchmark.Next();
        var threads = ManagementFactory.getThreadMXBean();
        var began = threads.getCurrentThreadCpuTime();
        var allowed = 0;
        for (var decision = 0; decision < DECISIONS; decision++) {
            allowed += benchmark.decide(place) instanceof Allowed ? 1 : 0;
        }
        var nanos = threads.getCurrentThreadCpuTime() - began;
        if (allowed < DECISIONS) {
            throw new IllegalStateException("%d of %d are allowed".formatted(allowed, DECISIONS));
        }
        return DECISIONS * NANOS_PER_SECOND / nanos;
    }
}

package dev.edict.replica.bench;

import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;

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
        var sink = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
        var sorted = IntStream.range(0, 2 * ROUNDS)
                .mapToDouble(round -> round(benchmark, sink))
                .skip(ROUNDS)
                .sorted()
                .toArray();
        benchmark.end();
        return sorted[ROUNDS / 2];
    }

    private static double round(ReplicaBenchmark benchmark, Blackhole sink) {
        var place = new ReplicaBenchmark.Next();
        var threads = ManagementFactory.getThreadMXBean();
        var began = threads.getCurrentThreadCpuTime();
        for (var decision = 0; decision < DECISIONS; decision++) {
            sink.consume(benchmark.decide(place));
        }
        return DECISIONS * NANOS_PER_SECOND / (threads.getCurrentThreadCpuTime() - began);
    }
}

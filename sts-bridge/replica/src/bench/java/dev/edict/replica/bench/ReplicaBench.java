package dev.edict.replica.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures one thread that decides, and prints a table; {@code mvn verify -Pbench}. It fails below the aim. */
public final class ReplicaBench {

    private static final double AIM_PER_SECOND = 1e6;
    private static final double MICROS_PER_SECOND = 1e6;

    private ReplicaBench() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws RunnerException, InterruptedException {
        var options = new OptionsBuilder()
                .include(ReplicaBenchmark.class.getName())
                .forks(1)
                .threads(1)
                // A collector of its own threads would use a second core.
                .jvmArgs("-XX:+UseSerialGC", "-Xmx1g")
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(10)
                .measurementTime(TimeValue.seconds(1))
                .timeUnit(TimeUnit.MICROSECONDS)
                .build();
        print(new Runner(options).run());
    }

    private static void print(Collection<RunResult> results) throws InterruptedException {
        System.out.println("| bundles replaced | decisions/s of processor | decisions/s | p50 us | p99 us |");
        System.out.println("|---|--:|--:|--:|--:|");
        for (var seconds : new String[] {"1", "3600"}) {
            var perSecond =
                    of(Mode.Throughput, seconds, results).getPrimaryResult().getScore() * MICROS_PER_SECOND;
            var times = of(Mode.SampleTime, seconds, results).getPrimaryResult().getStatistics();
            var onProcessor = ProcessorTime.decisionsPerSecond(Integer.parseInt(seconds));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %.2f | %.2f |%n",
                    seconds.equals("1") ? "every second" : "never",
                    onProcessor,
                    perSecond,
                    times.getPercentile(50),
                    times.getPercentile(99));
            if (onProcessor < AIM_PER_SECOND) {
                throw new IllegalStateException(
                        "below the aim of %,.0f decisions/s of processor".formatted(AIM_PER_SECOND));
            }
        }
    }

    private static RunResult of(Mode mode, String seconds, Collection<RunResult> results) {
        return results.stream()
                .filter(result -> result.getParams().getMode() == mode)
                .filter(result ->
                        result.getParams().getParam("secondsBetweenSwaps").equals(seconds))
                .findAny()
                .orElseThrow();
    }
}

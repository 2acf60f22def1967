package dev.edict.decision.bench;

import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.PolicyInput;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jol.info.GraphLayout;

/** What JMH measured of the embedded engine. */
record Embedded(Figures decisions, double bytesPerDecision, double compileMillis, double compileBytes) {

    private static final double MICROS_PER_SECOND = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    static Embedded measured() throws RunnerException {
        var options = new OptionsBuilder()
                .include(DecisionBenchmark.class.getName())
                .forks(1)
                .threads(1)
                // A collector of its own threads would use a second core.
                .jvmArgs("-XX:+UseSerialGC")
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(10)
                .measurementTime(TimeValue.seconds(1))
                .timeUnit(TimeUnit.MICROSECONDS)
                .addProfiler(GCProfiler.class)
                .build();
        return from(new Runner(options).run());
    }

    private static Embedded from(Collection<RunResult> results) {
        var throughput = of(Mode.Throughput, results);
        var times = of(Mode.SampleTime, results).getPrimaryResult().getStatistics();
        var compiling = of(Mode.AverageTime, results);
        var decisions = new Figures(
                throughput.getPrimaryResult().getScore() * MICROS_PER_SECOND,
                times.getPercentile(50),
                times.getPercentile(99),
                allowed());
        return new Embedded(
                decisions,
                allocated(throughput),
                compiling.getPrimaryResult().getScore() / MICROS_PER_MILLI,
                allocated(compiling));
    }

    private static RunResult of(Mode mode, Collection<RunResult> results) {
        return results.stream()
                .filter(result -> result.getParams().getMode() == mode)
                .findAny()
                .orElseThrow();
    }

    private static double allocated(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"), "the profiler's result")
                .getScore();
    }

    private static int allowed() {
        var bundle = PolicyBundle.of(BiggestBundle.documents());
        return (int) BiggestBundle.inputs().stream()
                .map(input -> bundle.decide(PolicyInput.from(input)))
                .filter(evaluation -> evaluation instanceof Decided decided
                        && decided.decision().reason().isEmpty())
                .count();
    }

    /** Everything that is reachable from a compiled bundle. */
    static long keptBytes() {
        return GraphLayout.parseInstance(PolicyBundle.of(BiggestBundle.documents()))
                .totalSize();
    }
}

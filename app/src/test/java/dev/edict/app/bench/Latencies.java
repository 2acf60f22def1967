package dev.edict.app.bench;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/** How long calls took, and how many failed and are in no percentile. */
final class Latencies {

    private static final long LONGEST_MICROS = 120_000_000;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final LongAdder failures = new LongAdder();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    /** Makes the call and counts its time from then, which may be before now. */
    void time(long fromNanos, Runnable call) {
        try {
            call.run();
            micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - fromNanos) / 1_000));
        } catch (RuntimeException | AssertionError e) {
            failures.increment();
            firstFailure.compareAndSet(null, e);
        }
    }

    long count() {
        return micros.getTotalCount();
    }

    long failures() {
        return failures.sum();
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /** Columns of a table: p50, p99 and the longest, in milliseconds. */
    String columns() {
        return String.format(Locale.ROOT, "%.1f | %.1f | %.1f", millis(50), millis(99), micros.getMaxValue() / 1e3);
    }

    @Override
    public String toString() {
        return "%d calls, %d failed, the first with %s".formatted(count(), failures(), firstFailure.get());
    }
}

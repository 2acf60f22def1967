package dev.edict.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The clocks of a replica. Ages are differences of the monotonic one; the wall clock only dates what people and files
 * are told, so that setting it makes no bundle older or younger.
 *
 * @param nanos as {@link System#nanoTime()}
 */
record Clocks(LongSupplier nanos, Supplier<Instant> wall) {

    static final Clocks SYSTEM = new Clocks(System::nanoTime, Instant::now);

    /** Older than every budget, and small enough that differences do not overflow. */
    static final Duration EXPIRED = Duration.ofDays(3_650);

    long now() {
        return nanos.getAsLong();
    }

    /** The age of something that has this wall-clock time; expired if that lies ahead, because the clock was set. */
    Duration ageSince(Instant wallTime) {
        var age = Duration.between(wallTime, wall.get());
        return age.isNegative() || age.compareTo(EXPIRED) > 0 ? EXPIRED : age;
    }

    long nanosAtAge(Duration age) {
        return now() - age.toNanos();
    }

    Instant wallAt(long pastNanos) {
        return wall.get().minusNanos(now() - pastNanos);
    }

    static Duration between(long earlierNanos, long laterNanos) {
        return Duration.ofNanos(Math.max(laterNanos - earlierNanos, 0));
    }

    static long millis(Duration duration) {
        return TimeUnit.NANOSECONDS.toMillis(duration.toNanos());
    }
}

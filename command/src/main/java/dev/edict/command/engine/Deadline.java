package dev.edict.command.engine;

import java.time.Duration;

/** A point in time at which an operation must end. */
final class Deadline {

    private final Duration budget;
    private final long endNanos;

    private Deadline(Duration budget) {
        this.budget = budget;
        this.endNanos = System.nanoTime() + budget.toNanos();
    }

    static Deadline in(Duration budget) {
        return new Deadline(budget);
    }

    Duration budget() {
        return budget;
    }

    /** Zero or negative after the deadline. */
    Duration remaining() {
        return Duration.ofNanos(endNanos - System.nanoTime());
    }

    boolean isOver() {
        return remaining().isNegative() || remaining().isZero();
    }
}

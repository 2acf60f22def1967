package dev.edict.command.engine;

import java.time.Duration;

/** The end of what may take a limited time. */
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

    /** Not positive once it has passed. */
    Duration remaining() {
        return Duration.ofNanos(endNanos - System.nanoTime());
    }

    boolean isOver() {
        return remaining().isNegative() || remaining().isZero();
    }
}

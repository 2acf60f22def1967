package dev.edict.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polls for a condition that sends no notification. */
final class Pause {

    private static final Duration POLL = Duration.ofMillis(20);

    private Pause() {}

    /** Whether the condition became true in time. */
    static boolean until(BooleanSupplier condition, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
        return true;
    }

    static StartRefused interrupted() {
        Thread.currentThread().interrupt();
        return new StartRefused("starting was interrupted", "start again");
    }
}

package dev.edict.bridge;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Delays that double with every consecutive failure, up to a maximum. A quarter of each is random, so that several
 * nodes do not retry at the same moment.
 */
record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    Duration after(int failures) {
        var doublings = Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
        var millis = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
    }
}

package dev.edict.bridge;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waiting that doubles with every failure in a row, up to a longest wait. A quarter of it is left to chance, so that
 * several nodes do not knock at the same moment.
 */
record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    Duration after(int failures) {
        var doublings = Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
        var millis = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
    }
}

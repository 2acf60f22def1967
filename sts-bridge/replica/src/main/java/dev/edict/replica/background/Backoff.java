package dev.edict.replica.background;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double with every consecutive failure, up to a maximum. A quarter of each is random, so that several
 * replicas do not retry at the same moment.
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /** The pause after this many consecutive failures; no shorter than {@code requested}, within the maximum. */
    public Duration after(int failures, Duration requested) {
        var doublings = Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
        var millis = Math.min(first.toMillis() << doublings, longest.toMillis());
        var jittered = Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
        var wanted = requested.compareTo(jittered) > 0 ? requested : jittered;
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}

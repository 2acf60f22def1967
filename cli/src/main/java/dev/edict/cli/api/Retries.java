package dev.edict.cli.api;

import java.time.Duration;
import java.util.Optional;

/**
 * How often and after which pauses a request is sent again.
 *
 * @param firstPause doubles with each attempt, up to {@link #LONGEST_PAUSE}
 * @param untilReached for how long an Edict is tried that never answered
 * @param patience for how long an Edict is tried that answered before
 */
record Retries(Duration firstPause, Duration untilReached, Duration patience) {

    static final Retries USUAL = new Retries(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(30));

    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final int MOST_DOUBLINGS = 16;

    /**
     * The pause before the next attempt; empty if there is none.
     *
     * @param attempt counts from 0
     * @param spent since the first attempt began
     * @param reached whether this Edict ever answered
     */
    Optional<Duration> pauseAfter(ApiFailure failure, int attempt, Duration spent, boolean reached) {
        if (!failure.isPassing()) {
            return Optional.empty();
        }
        var pause = failure.retryAfter().orElseGet(() -> backoff(attempt));
        var left = (reached ? patience : untilReached).minus(spent);
        return pause.compareTo(left) <= 0 ? Optional.of(pause) : Optional.empty();
    }

    private Duration backoff(int attempt) {
        var pause = firstPause.multipliedBy(1L << Math.min(attempt, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}

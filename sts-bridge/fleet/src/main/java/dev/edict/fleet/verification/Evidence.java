package dev.edict.fleet.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of the bridge tell about a change and its invalidation.
 *
 * @param newestSeq of the zone's newest change
 * @param canariesState null if the zone had no canaries
 * @param announced whether its invalidation is still in the outbox
 * @param streamEntry of the invalidation; null before it is sent
 */
record Evidence(
        @Nullable String change,
        @Nullable String actor,
        @Nullable String requestId,
        @Nullable String dispatchId,
        long newestSeq,
        @Nullable String canariesState,
        boolean announced,
        @Nullable Integer attempts,
        @Nullable Instant sentAt,
        @Nullable String streamEntry,
        @Nullable String lastError) {

    /** A consumer group of the stream of invalidations, and whether it was given an entry. */
    record Group(String name, boolean reached) {}

    /** What a decision point answered to canaries. */
    record Run(String decisionPoint, int passed, int failed, Instant at) {}

    /** A canary that was decided otherwise than expected. */
    record Failing(String decisionPoint, String name, String expected, @Nullable String actual) {}
}

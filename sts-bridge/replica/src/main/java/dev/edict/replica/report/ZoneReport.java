package dev.edict.replica.report;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the replica enforces in a zone.
 *
 * @param activationSeq the activation in force; 0 if nothing was loaded yet
 * @param state the word of the state that the zone is in, as the roster spells it
 * @param decided whether a request was decided under it
 */
public record ZoneReport(
        String zoneId,
        long activationSeq,
        @Nullable String manifestSha256,
        @Nullable Instant loadedAt,
        Duration confirmedCurrentAge,
        Duration sinceChangeAge,
        String state,
        boolean decided,
        @Nullable String error) {

    private static final String IN_FORCE = "loaded";

    /** Whether the newest bundle that is known of decides. */
    boolean isInForce() {
        return state.equals(IN_FORCE);
    }

    /** What makes a report worth sending; ages grow all the time. */
    record Fact(
            long activationSeq,
            @Nullable String manifestSha256,
            @Nullable Instant loadedAt,
            String state,
            boolean decided,
            @Nullable String error) {}

    Fact fact() {
        return new Fact(activationSeq, manifestSha256, loadedAt, state, decided, error);
    }
}

package dev.edict.fleet.propagation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activation, rollback or deactivation of a zone.
 *
 * @param versionId null if nothing governs since
 * @param expected how many decision points had to load it; null while it is not settled
 * @param settledAt null while it is not settled, and if no decision point was there
 * @param ageMs since its commit
 * @param overdue whether the log says that it took too long
 * @param canaries how many canaries the zone had at its commit
 */
public record Deployment(
        String zoneId,
        long activationSeq,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        Instant committedAt,
        @Nullable Integer expected,
        @Nullable Instant settledAt,
        boolean overdue,
        int canaries,
        long ageMs) {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Stands for what came before the first activation of a zone; nobody is expected to load it. */
    static Deployment none(String zoneId) {
        return new Deployment(zoneId, 0, null, null, Instant.EPOCH, 0, null, false, 0, 0);
    }

    /** When to look at it again: a tenth of its age, as what did not settle for long rarely does within the next moment. */
    public Duration pause() {
        var tenth = Duration.ofMillis(ageMs / 10);
        if (tenth.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : tenth;
    }
}

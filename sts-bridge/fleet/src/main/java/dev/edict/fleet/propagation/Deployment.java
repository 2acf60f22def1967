package dev.edict.fleet.propagation;

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
 */
record Deployment(
        String zoneId,
        long activationSeq,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        Instant committedAt,
        @Nullable Integer expected,
        @Nullable Instant settledAt,
        boolean overdue,
        long ageMs) {

    /** Stands for what came before the first activation of a zone; nobody is expected to load it. */
    static Deployment none(String zoneId) {
        return new Deployment(zoneId, 0, null, null, Instant.EPOCH, 0, null, false, 0);
    }
}

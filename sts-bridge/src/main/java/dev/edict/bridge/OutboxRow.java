package dev.edict.bridge;

import org.jspecify.annotations.Nullable;

/**
 * An invalidation that waits to be sent.
 *
 * @param due whether its next attempt may be made now
 */
record OutboxRow(
        String id,
        String zoneId,
        long activationSeq,
        String policySetId,
        @Nullable String versionId,
        String requestId,
        int attempts,
        boolean due) {

    Invalidation toInvalidation() {
        return new Invalidation(id, zoneId, policySetId, versionId);
    }

    /** For a log line, where an id must not be able to start a line of its own. */
    String describe() {
        return "zone=%s policySet=%s version=%s dispatch=%s request=%s"
                .formatted(
                        Wording.plain(zoneId),
                        Wording.plain(policySetId),
                        Wording.plain(versionId == null ? "none" : versionId),
                        Wording.plain(id),
                        Wording.plain(requestId));
    }
}

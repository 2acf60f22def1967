package dev.edict.bridge;

import dev.edict.bridge.redis.LogSafeText;
import org.jspecify.annotations.Nullable;

/**
 * An invalidation in the outbox.
 *
 * @param due whether its next attempt is due
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
        return new Invalidation(id, zoneId, activationSeq, policySetId, versionId);
    }

    String describe() {
        return LogSafeText.invalidation(zoneId, policySetId, versionId, id, requestId);
    }
}

package dev.edict.query.policyset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invalidation in the outbox. */
public record Dispatch(
        String id,
        String zoneId,
        String policySetId,
        @Nullable String policySetVersionId,
        int attempts,
        @Nullable String lastError,
        @Nullable Instant sentAt) {

    boolean announces(String zone, String policySet, String version) {
        return zoneId.equals(zone) && policySetId.equals(policySet) && version.equals(policySetVersionId);
    }
}

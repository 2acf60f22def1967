package dev.edict.query.policyset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the latest activation of a zone.
 *
 * @param expected how many decision points had to load it; null while some still have to
 * @param settledAt since when each of them enforces it; null until then, and if there were none
 * @param ageSeconds since then; 0 until then
 */
public record Settlement(
        String versionId,
        @Nullable String manifestSha256,
        @Nullable Integer expected,
        @Nullable Instant settledAt,
        long ageSeconds) {

    /** Whether some decision point has to load it still. */
    boolean isAwaited() {
        return settledAt == null && (expected == null || expected > 0);
    }
}

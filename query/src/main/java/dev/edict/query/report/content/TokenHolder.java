package dev.edict.query.report.content;

import org.jspecify.annotations.Nullable;

/**
 * An admin token that was valid at some time of the period, in the zone or in all zones.
 *
 * @param zoneId {@code *} for all zones
 * @param expiresAt null if it never expires
 * @param revokedIndex the event that revoked it by the end of the period; null if none did
 * @param validAtEnd whether it was valid at the end of the period
 */
public record TokenHolder(
        String tokenId,
        String name,
        String capability,
        String zoneId,
        long mintedIndex,
        String mintedAt,
        String mintedBy,
        @Nullable String expiresAt,
        @Nullable Long revokedIndex,
        @Nullable String revokedAt,
        @Nullable String revokedBy,
        boolean validAtEnd) {}

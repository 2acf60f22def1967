package dev.edict.fleet.roster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision point.
 *
 * @param zoneId the only zone of its token; null for all zones
 * @param gateway whether it lets requests through to a protected upstream
 * @param present whether its lease runs
 * @param endedBy {@code goodbye}, {@code dismissed} or {@code replaced}; null if it did not end
 */
public record RosterEntry(
        String id,
        String kind,
        long incarnation,
        @Nullable String zoneId,
        @Nullable String software,
        @Nullable Integer stalenessBudgetSeconds,
        boolean gateway,
        boolean present,
        Instant registeredAt,
        Instant reportedAt,
        Instant leaseUntil,
        @Nullable String endedBy) {}

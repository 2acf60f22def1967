package dev.edict.fleet.roster;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision point that registers nothing says of itself.
 *
 * @param kind in the roster, and the first part of the id
 * @param process differs with each start under the id
 * @param software name and version, for people
 * @param owner the name of its token
 * @param ownZoneId the only zone of its token; null for all zones
 * @param order grows with each observation of the process that tells something newer; 0 if it tells nothing about zones
 */
public record Observation(
        String kind,
        String id,
        String process,
        @Nullable String software,
        String owner,
        @Nullable String ownZoneId,
        long order,
        List<ObservedZone> zones) {

    /**
     * What it says of a zone.
     *
     * @param zoneId as it names it; unknown zones are left out
     * @param enforced null if it enforces nothing yet, or what is no bundle of Edict's
     * @param foreign what it enforces instead; null for nothing
     * @param loadedAt by its clock
     * @param confirmedAt when it last knew that nothing newer governs, by its clock
     * @param error why its last attempt to load failed; null if it did not
     */
    public record ObservedZone(
            String zoneId,
            @Nullable Enforced enforced,
            @Nullable String foreign,
            @Nullable Instant loadedAt,
            @Nullable Instant confirmedAt,
            @Nullable String error) {}

    /**
     * What governs a zone for a decision point.
     *
     * @param activationSeq 0 if the zone never had an activation
     * @param manifestSha256 null if nothing governs
     */
    public record Enforced(long activationSeq, @Nullable String manifestSha256) {}
}

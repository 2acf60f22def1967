package dev.edict.query.asof;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A zone as it was at an instant. What the log tells never changes; what decision points reported may still arrive.
 *
 * @param at the instant that was asked about, by {@code recorded_at}
 * @param sequence the index of the last event that the log had taken by then
 * @param recordedAt when the log took that event
 * @param archived whether the zone was archived by then
 */
public record AsOf(
        String zoneId,
        @Schema(format = "date-time") String at,
        long sequence,
        @Schema(format = "date-time") String recordedAt,
        boolean archived,
        DesiredState desired,
        VersionsInForce inForce,
        EffectiveState effective) {}

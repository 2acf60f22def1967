package dev.edict.command.api.settings;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Replaces all settings of a zone.
 *
 * @param confined whether its author is good for some zones only, and may not make one laxer
 */
public record ChangeZoneSettings(
        @TargetAggregateIdentifier String settingsId, String zoneId, boolean strict, boolean confined) {

    public ChangeZoneSettings(String zoneId, boolean strict, boolean confined) {
        this(idOf(zoneId), zoneId, strict, confined);
    }

    /** The settings of a zone are a stream of their own; no id that a zone may have contains a slash. */
    public static String idOf(String zoneId) {
        return "settings/" + zoneId;
    }
}

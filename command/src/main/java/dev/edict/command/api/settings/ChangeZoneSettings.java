package dev.edict.command.api.settings;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Replaces all settings of a zone.
 *
 * @param confined whether its author is limited to some zones and may not relax the settings
 */
public record ChangeZoneSettings(
        @TargetAggregateIdentifier String settingsId, String zoneId, boolean strict, boolean confined) {

    public ChangeZoneSettings(String zoneId, boolean strict, boolean confined) {
        this(idOf(zoneId), zoneId, strict, confined);
    }

    /** The id of the stream of a zone's settings. It contains a slash, which no zone id may contain. */
    public static String idOf(String zoneId) {
        return "settings/" + zoneId;
    }
}

package dev.edict.command.api.settings;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces all settings of a zone.
 *
 * @param canaries null leaves this setting as it is, so that a client that does not know it turns off no check
 * @param evidence null leaves this setting as it is
 * @param confined whether its author is limited to some zones and may not relax the settings
 */
public record ChangeZoneSettings(
        @TargetAggregateIdentifier String settingsId,
        String zoneId,
        boolean strict,
        @Nullable CanarySetting canaries,
        @Nullable EvidenceSetting evidence,
        boolean confined) {

    public ChangeZoneSettings(
            String zoneId,
            boolean strict,
            @Nullable CanarySetting canaries,
            @Nullable EvidenceSetting evidence,
            boolean confined) {
        this(idOf(zoneId), zoneId, strict, canaries, evidence, confined);
    }

    /** The id of the stream of a zone's settings. It contains a slash, which no zone id may contain. */
    public static String idOf(String zoneId) {
        return "settings/" + zoneId;
    }
}

package dev.edict.command.api.settings;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * All settings of the zone have these values. A setting that is added later is a nullable member; null stands for its
 * default, because older events do not contain it.
 *
 * @param settingsSeq 1 for the first change, then incremented by one
 * @param strict whether a policy set with warnings cannot be sealed
 * @param canaries {@code off}, {@code warn} or {@code required}; null for {@code off}
 * @param evidence {@code none}, {@code warn} or {@code required}; null for {@code none}
 */
@Revision("3")
public record ZoneSettingsChanged(
        String zoneId, long settingsSeq, boolean strict, @Nullable String canaries, @Nullable String evidence)
        implements ZoneSettingsEvent {

    /** What the zone does with canaries that would fail. */
    public CanarySetting canarySetting() {
        return canaries == null ? CanarySetting.OFF : CanarySetting.of(canaries);
    }

    /** What the zone does with versions that lack evidence. */
    public EvidenceSetting evidenceSetting() {
        return evidence == null ? EvidenceSetting.NONE : EvidenceSetting.of(evidence);
    }
}

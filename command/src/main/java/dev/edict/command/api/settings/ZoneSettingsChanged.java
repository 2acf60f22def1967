package dev.edict.command.api.settings;

import org.axonframework.serialization.Revision;

/**
 * All settings of the zone have these values. A setting that is added later is a nullable member; null stands for its
 * default, because older events do not contain it.
 *
 * @param settingsSeq 1 for the first change, then incremented by one
 * @param strict whether a policy set with warnings cannot be sealed
 */
@Revision("1")
public record ZoneSettingsChanged(String zoneId, long settingsSeq, boolean strict) implements ZoneSettingsEvent {}

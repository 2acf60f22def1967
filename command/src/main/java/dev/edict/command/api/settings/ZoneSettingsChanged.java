package dev.edict.command.api.settings;

import org.axonframework.serialization.Revision;

/**
 * These are all settings of the zone from here on. A setting that comes later is a member that may be null, which stands for
 * its default: events from before it say nothing about it.
 *
 * @param settingsSeq 1 for the first change, then one more each time
 * @param strict whether a policy set with warnings is not sealed
 */
@Revision("1")
public record ZoneSettingsChanged(String zoneId, long settingsSeq, boolean strict) implements ZoneSettingsEvent {}

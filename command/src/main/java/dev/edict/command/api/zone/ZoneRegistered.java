package dev.edict.command.api.zone;

import org.axonframework.serialization.Revision;

/** The zone exists and has no governing version. */
@Revision("1")
public record ZoneRegistered(String zoneId, String name, String slug, boolean dcrEnabled) implements ZoneEvent {}

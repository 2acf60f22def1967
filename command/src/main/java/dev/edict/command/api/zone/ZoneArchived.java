package dev.edict.command.api.zone;

import org.axonframework.serialization.Revision;

/** The zone is archived; its slug stays taken. */
@Revision("1")
public record ZoneArchived(String zoneId) implements ZoneEvent {}

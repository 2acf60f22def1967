package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Archives a zone and deactivates it. */
public record ArchiveZone(@TargetAggregateIdentifier String zoneId, String dispatchId) implements ZoneCommand {}

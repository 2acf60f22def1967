package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Take a zone out of use; what governs it ceases to. */
public record ArchiveZone(@TargetAggregateIdentifier String zoneId, String dispatchId) implements ZoneCommand {}

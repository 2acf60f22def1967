package dev.edict.command.api.retention;

import dev.edict.command.api.DomainEvent;
import org.axonframework.serialization.Revision;

/** The retention of decision audit events, in days and for all zones, has changed. */
@Revision("1")
public record AuditRetentionChanged(String zoneId, int days) implements DomainEvent {}

package dev.edict.command.api.retention;

import dev.edict.command.api.DomainEvent;
import org.axonframework.serialization.Revision;

/** Decision audit events are kept for so many days from here on, in all zones. */
@Revision("1")
public record AuditRetentionChanged(String zoneId, int days) implements DomainEvent {}

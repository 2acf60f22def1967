package dev.edict.command.api.policy;

import org.axonframework.serialization.Revision;

/** The policy is archived: its name is free again, and no new manifest may contain it. */
@Revision("1")
public record PolicyArchived(String policyId, String zoneId) implements PolicyEvent {}

package dev.edict.command.api.policyset;

import org.axonframework.serialization.Revision;

/** The policy set is archived and its name is free again. */
@Revision("1")
public record PolicySetArchived(String policySetId, String zoneId) implements PolicySetEvent {}

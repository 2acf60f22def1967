package dev.edict.command.api.policyset;

import org.axonframework.serialization.Revision;

/** The policy set is out of use and its name is free again. */
@Revision("1")
public record PolicySetArchived(String policySetId, String zoneId) implements PolicySetEvent {}

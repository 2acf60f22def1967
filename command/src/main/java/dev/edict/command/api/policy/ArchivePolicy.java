package dev.edict.command.api.policy;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Take a policy out of use and free its name. */
public record ArchivePolicy(@TargetAggregateIdentifier String policyId, String zoneId) implements PolicyCommand {}

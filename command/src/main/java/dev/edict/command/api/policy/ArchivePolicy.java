package dev.edict.command.api.policy;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Archives a policy and releases its name. */
public record ArchivePolicy(@TargetAggregateIdentifier String policyId, String zoneId) implements PolicyCommand {}

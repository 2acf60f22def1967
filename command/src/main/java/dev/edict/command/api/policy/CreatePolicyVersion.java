package dev.edict.command.api.policy;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Adds the next version to a policy. */
public record CreatePolicyVersion(
        @TargetAggregateIdentifier String policyId, String zoneId, String versionId, String content)
        implements PolicyCommand {}

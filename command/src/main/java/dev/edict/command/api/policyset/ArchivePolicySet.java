package dev.edict.command.api.policyset;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Take a policy set out of use; if it governs its zone, the zone is deactivated with it.
 *
 * @param dispatchId identity of the invalidation, should the zone be deactivated
 */
public record ArchivePolicySet(@TargetAggregateIdentifier String policySetId, String zoneId, String dispatchId)
        implements PolicySetCommand {}

package dev.edict.command.api.policyset;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Archives a policy set. If it governs its zone, this also deactivates the zone.
 *
 * @param dispatchId id of the invalidation if the zone is deactivated
 */
public record ArchivePolicySet(@TargetAggregateIdentifier String policySetId, String zoneId, String dispatchId)
        implements PolicySetCommand {}

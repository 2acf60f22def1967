package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Let a sealed version govern its zone. */
public record ActivatePolicySetVersion(
        @TargetAggregateIdentifier String zoneId,
        String policySetId,
        String versionId,
        ExpectedActive expectedActive,
        String dispatchId)
        implements ZoneCommand {}

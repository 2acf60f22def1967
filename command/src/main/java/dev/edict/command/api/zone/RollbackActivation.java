package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Activates an earlier version of the zone again.
 *
 * @param versionId the requested version; null for the one that the current activation replaced
 * @param reason the operator's explanation
 */
public record RollbackActivation(
        @TargetAggregateIdentifier String zoneId,
        @Nullable String versionId,
        ExpectedActive expectedActive,
        String reason,
        String dispatchId)
        implements ZoneCommand {}

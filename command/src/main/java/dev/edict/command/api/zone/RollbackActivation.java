package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Bring back a version that governed before.
 *
 * @param versionId the version wanted; null for the one that the current activation replaced
 * @param reason why, in the operator's words
 */
public record RollbackActivation(
        @TargetAggregateIdentifier String zoneId,
        @Nullable String versionId,
        ExpectedActive expectedActive,
        String reason,
        String dispatchId)
        implements ZoneCommand {}

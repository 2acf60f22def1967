package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Deactivates a zone: its decision points deny every request.
 *
 * @param reason the operator's explanation
 */
public record DeactivateZone(
        @TargetAggregateIdentifier String zoneId, ExpectedActive expectedActive, String reason, String dispatchId)
        implements ZoneCommand {}

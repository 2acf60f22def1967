package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Let nothing govern the zone: decision points deny.
 *
 * @param reason why, in the operator's words
 */
public record DeactivateZone(
        @TargetAggregateIdentifier String zoneId, ExpectedActive expectedActive, String reason, String dispatchId)
        implements ZoneCommand {}

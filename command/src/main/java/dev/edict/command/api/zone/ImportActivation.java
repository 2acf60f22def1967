package dev.edict.command.api.zone;

import dev.edict.command.api.Stamp;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Let the version govern its zone that governs it elsewhere; only while nobody has decided here what governs it.
 *
 * @param updated what the set itself says of its last change
 */
public record ImportActivation(
        @TargetAggregateIdentifier String zoneId,
        String policySetId,
        String versionId,
        Stamp activated,
        Stamp updated,
        String dispatchId)
        implements ZoneCommand {}

package dev.edict.command.api.zone;

import dev.edict.command.api.Stamp;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Activate the version that is active in the source; only while no local decision exists for the zone.
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

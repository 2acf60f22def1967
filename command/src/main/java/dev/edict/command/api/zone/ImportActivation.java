package dev.edict.command.api.zone;

import dev.edict.command.api.Stamp;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Activates the version that is active in the source, unless a local decision exists for the zone.
 *
 * @param updated the last change of the set itself
 */
public record ImportActivation(
        @TargetAggregateIdentifier String zoneId,
        String policySetId,
        String versionId,
        Stamp activated,
        Stamp updated,
        String dispatchId)
        implements ZoneCommand {}

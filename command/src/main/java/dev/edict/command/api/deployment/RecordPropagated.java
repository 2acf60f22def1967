package dev.edict.command.api.deployment;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Records that an activation is settled; a second record changes nothing.
 *
 * @param loaded how many of the decision points loaded it
 */
public record RecordPropagated(
        @TargetAggregateIdentifier String deploymentId,
        String zoneId,
        long activationSeq,
        int decisionPoints,
        int loaded,
        long tookMillis)
        implements DeploymentRecord {

    public RecordPropagated(String zoneId, long activationSeq, int decisionPoints, int loaded, long tookMillis) {
        this(DeploymentRecords.idOf(zoneId, activationSeq), zoneId, activationSeq, decisionPoints, loaded, tookMillis);
    }
}

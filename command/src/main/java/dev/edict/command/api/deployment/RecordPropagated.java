package dev.edict.command.api.deployment;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Records that an activation is enforced everywhere; a second record changes nothing. */
public record RecordPropagated(
        @TargetAggregateIdentifier String deploymentId,
        String zoneId,
        long activationSeq,
        int decisionPoints,
        long tookMillis) {

    public RecordPropagated(String zoneId, long activationSeq, int decisionPoints, long tookMillis) {
        this(DeploymentRecords.idOf(zoneId, activationSeq), zoneId, activationSeq, decisionPoints, tookMillis);
    }
}

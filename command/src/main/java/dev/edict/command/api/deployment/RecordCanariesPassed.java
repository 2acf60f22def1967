package dev.edict.command.api.deployment;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Records that the canaries of an activation passed; after a record of either kind it changes nothing. */
public record RecordCanariesPassed(
        @TargetAggregateIdentifier String deploymentId,
        String zoneId,
        long activationSeq,
        int decisionPoints,
        int canaries,
        int notVerifiable,
        long tookMillis)
        implements DeploymentRecord {

    public RecordCanariesPassed(
            String zoneId, long activationSeq, int decisionPoints, int canaries, int notVerifiable, long tookMillis) {
        this(
                DeploymentRecords.idOf(zoneId, activationSeq),
                zoneId,
                activationSeq,
                decisionPoints,
                canaries,
                notVerifiable,
                tookMillis);
    }
}

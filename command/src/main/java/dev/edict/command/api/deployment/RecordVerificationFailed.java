package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Records that the verification of a change failed; after a verdict of either kind it changes nothing. */
public record RecordVerificationFailed(
        @TargetAggregateIdentifier String deploymentId,
        String zoneId,
        long activationSeq,
        List<String> failed,
        String explanation,
        long afterMillis)
        implements DeploymentRecord {

    public RecordVerificationFailed {
        failed = List.copyOf(failed);
    }

    public RecordVerificationFailed(
            String zoneId, long activationSeq, List<String> failed, String explanation, long afterMillis) {
        this(DeploymentRecords.idOf(zoneId, activationSeq), zoneId, activationSeq, failed, explanation, afterMillis);
    }
}

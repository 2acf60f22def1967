package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Records that a change is verified; after a verdict of either kind it changes nothing. */
public record RecordVerified(
        @TargetAggregateIdentifier String deploymentId,
        String zoneId,
        long activationSeq,
        List<String> passed,
        List<String> notVerifiable,
        long afterMillis)
        implements DeploymentRecord {

    public RecordVerified {
        passed = List.copyOf(passed);
        notVerifiable = List.copyOf(notVerifiable);
    }

    public RecordVerified(
            String zoneId, long activationSeq, List<String> passed, List<String> notVerifiable, long afterMillis) {
        this(DeploymentRecords.idOf(zoneId, activationSeq), zoneId, activationSeq, passed, notVerifiable, afterMillis);
    }
}

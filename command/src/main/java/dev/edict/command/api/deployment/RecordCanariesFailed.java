package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Records that the canaries of an activation failed; a second record changes nothing.
 *
 * @param failing those that failed; the first ten are recorded
 * @param failed how many failed, over all decision points
 * @param awaited ids of the decision points that did not answer in time
 */
public record RecordCanariesFailed(
        @TargetAggregateIdentifier String deploymentId,
        String zoneId,
        long activationSeq,
        List<FailedCanary> failing,
        int failed,
        List<String> awaited,
        long afterMillis)
        implements DeploymentRecord {

    public RecordCanariesFailed {
        failing = List.copyOf(failing);
        awaited = List.copyOf(awaited);
    }

    public RecordCanariesFailed(
            String zoneId,
            long activationSeq,
            List<FailedCanary> failing,
            int failed,
            List<String> awaited,
            long afterMillis) {
        this(
                DeploymentRecords.idOf(zoneId, activationSeq),
                zoneId,
                activationSeq,
                failing,
                failed,
                awaited,
                afterMillis);
    }
}

package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Records that an activation is not enforced everywhere in time; a second record, or one after it was, changes nothing.
 *
 * @param awaited ids of all decision points that did not load it
 */
public record RecordOverdue(
        @TargetAggregateIdentifier String deploymentId,
        String zoneId,
        long activationSeq,
        List<String> awaited,
        int decisionPoints,
        long afterMillis)
        implements DeploymentRecord {

    public RecordOverdue {
        awaited = List.copyOf(awaited);
    }

    public RecordOverdue(
            String zoneId, long activationSeq, List<String> awaited, int decisionPoints, long afterMillis) {
        this(
                DeploymentRecords.idOf(zoneId, activationSeq),
                zoneId,
                activationSeq,
                awaited,
                decisionPoints,
                afterMillis);
    }
}

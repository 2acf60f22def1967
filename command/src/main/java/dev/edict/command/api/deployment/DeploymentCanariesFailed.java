package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * A decision point decided a canary otherwise than expected, or some did not answer in time. It may follow a pass, when
 * another decision point loads the activation later.
 *
 * @param failing at most ten
 * @param failed how many there are, over all decision points
 * @param awaited ids of the decision points that did not answer in time, at most ten; empty if it failed before
 * @param awaitedCount how many they are
 * @param afterMillis how long after the commit of the activation
 */
@Revision("1")
public record DeploymentCanariesFailed(
        String zoneId,
        long activationSeq,
        List<FailedCanary> failing,
        int failed,
        List<String> awaited,
        int awaitedCount,
        long afterMillis)
        implements DeploymentEvent {

    public DeploymentCanariesFailed {
        failing = List.copyOf(failing);
        awaited = List.copyOf(awaited);
    }
}

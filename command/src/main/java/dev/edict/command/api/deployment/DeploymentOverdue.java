package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * Some expected decision points did not load the activation in time. They may later.
 *
 * @param awaited ids of the decision points, at most ten
 * @param awaitedCount how many they are
 * @param decisionPoints how many were expected
 * @param afterMillis how long after the commit of the activation
 */
@Revision("1")
public record DeploymentOverdue(
        String zoneId, long activationSeq, List<String> awaited, int awaitedCount, int decisionPoints, long afterMillis)
        implements DeploymentEvent {

    public DeploymentOverdue {
        awaited = List.copyOf(awaited);
    }
}

package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * The change did what it should, as far as it can be verified.
 *
 * @param passed the checks that passed, e.g. {@code policy_age}
 * @param notVerifiable the checks for which nothing was there to show it
 * @param afterMillis how long after the commit of the activation
 */
@Revision("1")
public record DeploymentVerified(
        String zoneId, long activationSeq, List<String> passed, List<String> notVerifiable, long afterMillis)
        implements DeploymentEvent {

    public DeploymentVerified {
        passed = List.copyOf(passed);
        notVerifiable = List.copyOf(notVerifiable);
    }
}

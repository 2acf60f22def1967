package dev.edict.command.api.deployment;

import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * The change did not do what it should.
 *
 * @param failed the checks that failed, e.g. {@code audit_decisions}
 * @param explanation why, in at most 1,000 characters
 * @param afterMillis how long after the commit of the activation
 */
@Revision("1")
public record DeploymentVerificationFailed(
        String zoneId, long activationSeq, List<String> failed, String explanation, long afterMillis)
        implements DeploymentEvent {

    public DeploymentVerificationFailed {
        failed = List.copyOf(failed);
    }
}

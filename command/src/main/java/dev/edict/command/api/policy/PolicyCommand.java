package dev.edict.command.api.policy;

import dev.edict.command.api.AggregateCommand;
import dev.edict.command.api.Rejection;

/** A command to an existing policy. */
public sealed interface PolicyCommand extends AggregateCommand permits CreatePolicyVersion, ArchivePolicy {

    String policyId();

    String zoneId();

    @Override
    default Rejection.Reason notFound() {
        return Rejection.Reason.POLICY_NOT_FOUND;
    }
}

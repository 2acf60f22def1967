package dev.edict.command.api.policyset;

import dev.edict.command.api.AggregateCommand;
import dev.edict.command.api.Rejection;

/** A command to an existing policy set. */
public sealed interface PolicySetCommand extends AggregateCommand permits CreatePolicySetVersion, ArchivePolicySet {

    String policySetId();

    String zoneId();

    @Override
    default Rejection.Reason notFound() {
        return Rejection.Reason.POLICY_SET_NOT_FOUND;
    }
}

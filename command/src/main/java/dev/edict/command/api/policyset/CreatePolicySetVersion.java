package dev.edict.command.api.policyset;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Seal a manifest as the next version of a policy set.
 *
 * @param policyVersionIds 1–256 policy versions, in the author's order
 */
public record CreatePolicySetVersion(
        @TargetAggregateIdentifier String policySetId, String zoneId, String versionId, List<String> policyVersionIds)
        implements PolicySetCommand {

    public CreatePolicySetVersion {
        policyVersionIds = List.copyOf(policyVersionIds);
    }
}

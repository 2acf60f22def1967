package dev.edict.command.api.policyset;

import dev.edict.command.api.Rejection;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Seal a manifest as the next version of a policy set.
 *
 * @param policyVersionIds 1–256 policy versions, in the author's order
 * @param confined whether its author may not know what there is in other zones
 * @param objection what speaks against their texts, if anything; raised when everything else is in order
 * @param objectionIfStrict what speaks against them in a zone whose settings are strict, in addition
 */
public record CreatePolicySetVersion(
        @TargetAggregateIdentifier String policySetId,
        String zoneId,
        String versionId,
        List<String> policyVersionIds,
        boolean confined,
        @Nullable Rejection objection,
        @Nullable Rejection objectionIfStrict)
        implements PolicySetCommand {

    public CreatePolicySetVersion {
        policyVersionIds = List.copyOf(policyVersionIds);
    }
}

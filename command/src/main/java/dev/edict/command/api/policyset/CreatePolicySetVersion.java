package dev.edict.command.api.policyset;

import dev.edict.command.api.Rejection;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Seals a manifest as the next version of a policy set.
 *
 * @param policyVersionIds 1–256 policy versions, in the author's order
 * @param confined whether the error may not reveal what other zones contain
 * @param objection the rejection because of errors in the documents; null for none; thrown after all other checks
 * @param objectionIfStrict the rejection because of warnings, for a zone with strict settings; null for none
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

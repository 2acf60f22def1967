package dev.edict.decisionpoint.decide;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.edict.replica.BundleIdentity;
import dev.edict.replica.Outcome;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Outcome.OnHold;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision, with the contract's result (contract §8.4) and the bundle that it was made under.
 *
 * @param outcome {@code allowed}, {@code on_hold} or {@code denied}: only {@code allowed} is access
 * @param decision {@code allow} or {@code deny}; an allow that is on hold is an {@code allow} here
 * @param evaluationStatus {@code complete}, or {@code error} where the policy could not be evaluated
 * @param bundle absent if the zone was never loaded
 */
@JsonInclude(Include.NON_NULL)
record DecisionAnswer(
        String outcome,
        String decision,
        String evaluationStatus,
        List<Map<String, Object>> determiningPolicies,
        List<Map<String, Object>> diagnostics,
        @Nullable DecidingBundle bundle) {

    private static final Set<String> NOT_EVALUATED =
            Set.of(Outcome.POLICY_NOT_LOADED, Outcome.POLICY_STALE, Outcome.POLICY_EVAL_FAILED);

    /** The bundle in force; ids are absent if nothing governs the zone. */
    @JsonInclude(Include.NON_NULL)
    record DecidingBundle(
            long activationSeq,
            @Nullable String policySetId,
            @Nullable String policySetVersionId,
            @Nullable String manifestSha256) {

        static DecidingBundle of(BundleIdentity bundle) {
            return new DecidingBundle(
                    bundle.activationSeq(), bundle.policySetId(), bundle.versionId(), bundle.manifestSha256());
        }
    }

    static DecisionAnswer of(Outcome outcome) {
        var decision = outcome.decision();
        var bundle = outcome.bundle();
        return new DecisionAnswer(
                word(outcome),
                decision.effect().word(),
                outcome instanceof Denied denied && NOT_EVALUATED.contains(denied.reason()) ? "error" : "complete",
                decision.determiningPolicies(),
                decision.diagnostics(),
                bundle == null ? null : DecidingBundle.of(bundle));
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Allowed) {
            return "allowed";
        }
        return outcome instanceof OnHold ? "on_hold" : "denied";
    }
}

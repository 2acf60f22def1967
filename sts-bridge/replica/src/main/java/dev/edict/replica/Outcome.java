package dev.edict.replica;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request gets. Only {@link Allowed} is access: an allow that asks for an approval first is {@link OnHold}.
 * Whatever is not known, not current or not readable is {@link Denied}.
 */
public sealed interface Outcome {

    /** The zone was never loaded, or the replica is closed. */
    String POLICY_NOT_LOADED = "policy_not_loaded";

    /** The zone's bundle was not confirmed to be current within the staleness budget. */
    String POLICY_STALE = "policy_stale";

    /** Nothing governs the zone (contract §8.5, row 0). */
    String NO_ACTIVE_POLICY_SET = "no_active_policy_set";

    /** The bundle cannot be evaluated for this request (contract §6.2). */
    String POLICY_EVAL_FAILED = "policy_eval_failed";

    /** The raw decision of the contract, for the decision's audit; an allow that is on hold is an allow here. */
    Decision decision();

    /** What was in force when the request was decided; null if the zone was never loaded. */
    @Nullable
    BundleIdentity bundle();

    /** The request is granted. */
    record Allowed(Decision decision, BundleIdentity bundle) implements Outcome {}

    /**
     * The request is granted once it is approved (contract §8.5); without an approval for this bundle it is refused.
     *
     * @param stepUpRequired the contract's object: {@code type}, and {@code tiers} with their declarations
     */
    record OnHold(Decision decision, BundleIdentity bundle, Map<String, Object> stepUpRequired) implements Outcome {}

    /**
     * The request is refused.
     *
     * @param reason the contract's reason, or one of {@link #POLICY_NOT_LOADED} and {@link #POLICY_STALE}
     */
    record Denied(Decision decision, @Nullable BundleIdentity bundle, String reason) implements Outcome {

        static Denied because(String reason, @Nullable BundleIdentity bundle) {
            return denied(Map.of("reason", reason), bundle, reason);
        }

        static Denied failed(String error, BundleIdentity bundle) {
            return denied(Map.of("reason", POLICY_EVAL_FAILED, "error", error), bundle, POLICY_EVAL_FAILED);
        }

        private static Denied denied(Map<String, Object> diagnostic, @Nullable BundleIdentity bundle, String reason) {
            return new Denied(new Decision(Effect.DENY, List.of(), List.of(diagnostic)), bundle, reason);
        }
    }
}

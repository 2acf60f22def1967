package dev.edict.replica.canary;

import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.input.PolicyInput;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a canary was decided.
 *
 * @param decision {@code allow} or {@code deny}; null if it was not decided
 * @param reason why it was denied or not decided; null for an allow
 */
record CanaryAnswer(String name, @Nullable String decision, @Nullable String reason) {

    private static final String INVALID = "invalid_policy_input";
    private static final String FAILED = "policy_eval_failed";
    private static final int LONGEST_REASON = 256;

    static CanaryAnswer to(Canary canary, Function<PolicyInput, Evaluation> policies) {
        var input = canary.input();
        if (input == null) {
            return new CanaryAnswer(canary.name(), null, INVALID);
        }
        if (policies.apply(input) instanceof Decided decided) {
            var decision = decided.decision();
            var reason = decision.reason().map(CanaryAnswer::bounded).orElse(null);
            return new CanaryAnswer(canary.name(), decision.effect().word(), reason);
        }
        return new CanaryAnswer(canary.name(), null, FAILED);
    }

    private static String bounded(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}

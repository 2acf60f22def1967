package dev.edict.replica.canary;

import dev.edict.decision.Decision;
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
    private static final int LONGEST_REASON = 256;

    static CanaryAnswer to(Canary canary, Function<PolicyInput, Decision> policies) {
        var input = canary.input();
        if (input == null) {
            return new CanaryAnswer(canary.name(), null, INVALID);
        }
        var decision = policies.apply(input);
        var reason = decision.reason().map(CanaryAnswer::bounded).orElse(null);
        return new CanaryAnswer(canary.name(), decision.effect().word(), reason);
    }

    private static String bounded(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}

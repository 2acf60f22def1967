package dev.edict.replica.canary;

import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named request of a zone.
 *
 * @param input null if it cannot be read
 */
record Canary(String name, @Nullable PolicyInput input) {

    static Canary of(String name, Map<String, Object> input) {
        try {
            return new Canary(name, PolicyInput.from(input));
        } catch (InvalidPolicyInput e) {
            return new Canary(name, null);
        }
    }
}

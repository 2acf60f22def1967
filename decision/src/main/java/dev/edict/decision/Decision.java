package dev.edict.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the decision contract (contract §8.5).
 *
 * @param determiningPolicies what led to an allow, such as {@code {"policy": "caracal-orders-mint"}}; empty on deny
 * @param diagnostics on deny exactly one, such as {@code {"reason": "resource_not_granted"}}
 */
public record Decision(
        Effect effect, List<Map<String, String>> determiningPolicies, List<Map<String, String>> diagnostics) {

    /** Whether the request may proceed. */
    public enum Effect {
        ALLOW,
        DENY
    }

    public Decision {
        determiningPolicies = determiningPolicies.stream()
                .<Map<String, String>>map(Map::copyOf)
                .toList();
        diagnostics = diagnostics.stream().<Map<String, String>>map(Map::copyOf).toList();
    }

    /** The first diagnostic's {@code reason}: why a request was denied; empty on allow. */
    public Optional<String> reason() {
        return diagnostics.stream().findFirst().map(diagnostic -> diagnostic.get("reason"));
    }

    static Decision allowBy(String policy) {
        return new Decision(Effect.ALLOW, List.of(Map.of("policy", policy)), List.of());
    }

    static Decision denyBecause(String reason) {
        return new Decision(Effect.DENY, List.of(), List.of(Map.of("reason", reason)));
    }
}

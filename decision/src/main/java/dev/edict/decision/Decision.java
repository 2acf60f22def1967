package dev.edict.decision;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A decision of the decision contract (contract §8.5).
 *
 * @param determiningPolicies the policies that led to an allow, such as {@code {"policy": "caracal-orders-mint"}};
 *     empty on deny
 * @param diagnostics JSON objects. On deny exactly one, such as {@code {"reason": "resource_not_granted"}}, with
 *     {@code defined_at} if definitions conflict. On allow those that require a step-up ({@code step_up_required}) and
 *     state the tiers of the requested scopes ({@code risk})
 */
public record Decision(
        Effect effect, List<Map<String, Object>> determiningPolicies, List<Map<String, Object>> diagnostics) {

    /** Whether the request is allowed. */
    public enum Effect {
        ALLOW,
        DENY;

        /** The word in responses: {@code allow} or {@code deny}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Decision {
        determiningPolicies = copies(determiningPolicies);
        diagnostics = copies(diagnostics);
    }

    private static List<Map<String, Object>> copies(List<Map<String, Object>> objects) {
        return objects.stream()
                .map(object -> Collections.unmodifiableMap(new LinkedHashMap<>(object)))
                .toList();
    }

    /** The {@code reason} of the first diagnostic of a denial; empty on allow. */
    public Optional<String> reason() {
        return diagnostics.stream()
                .findFirst()
                .flatMap(diagnostic -> Optional.ofNullable(diagnostic.get("reason")))
                .map(String::valueOf);
    }

    static Decision allowBy(String policy, List<Map<String, Object>> diagnostics) {
        return new Decision(Effect.ALLOW, List.of(Map.of("policy", policy)), diagnostics);
    }

    static Decision denyBecause(String reason) {
        return denyBecause(reason, Map.of());
    }

    static Decision denyBecause(String reason, Map<String, Object> details) {
        var diagnostic = new LinkedHashMap<String, Object>();
        diagnostic.put("reason", reason);
        diagnostic.putAll(details);
        return new Decision(Effect.DENY, List.of(), List.of(diagnostic));
    }
}

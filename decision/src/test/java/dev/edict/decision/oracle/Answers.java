package dev.edict.decision.oracle;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares an answer of the embedded engine with one of the Open Policy Agent behind a token service. */
public final class Answers {
    private static final String DIFFERENT = "DIFFERENT: ";
    private static final String ALLOWED = "ALLOWED, and not by the contract: ";

    /** Reasons of ours for what the contract's engine fails on, though every document is sound. */
    private static final Set<String> FAILURES = Set.of("conflicting_risk_tiers", "ambiguous_request_shape");

    private Answers() {}

    /**
     * What the embedded engine made of a request.
     *
     * @param evaluation null if the request was refused
     * @param refusal what was expected in its stead; empty if it was not refused
     */
    public record Ours(@Nullable Evaluation evaluation, String refusal) {
        public static Ours to(String request, PolicyBundle bundle) {
            try {
                return new Ours(bundle.decide(PolicyInput.from(ReferenceCase.object(request))), "");
            } catch (InvalidPolicyInput e) {
                return new Ours(null, String.valueOf(e.getMessage()));
            }
        }

        public boolean isAllow() {
            return evaluation instanceof Decided decided && decided.decision().effect() == Effect.ALLOW;
        }

        /** The table row or reason this answer is of, such as {@code allow caracal-bootstrap}. */
        String kind() {
            if (evaluation instanceof Decided decided) {
                return Answers.kind(decided.decision());
            }
            return evaluation instanceof NotExecuted
                    ? "not executed"
                    : "refused: " + refusal.replaceFirst("^.*: expected ", "");
        }

        /** Whether the other answered the same. */
        public boolean agreesWith(@Nullable Object value) {
            return value != null
                    && evaluation instanceof Decided decided
                    && normal(json(decided.decision())).equals(normal(value));
        }
    }

    static boolean isDifference(String verdict) {
        return verdict.startsWith(DIFFERENT) || verdict.startsWith(ALLOWED);
    }

    static boolean isUnfoundedAllow(String verdict) {
        return verdict.startsWith(ALLOWED);
    }

    /**
     * How the two go together. Allowed is only what the contract allows, in the same words. Of a bundle that the check accepts the
     * answer is the contract's, or the request is refused by name; where the contract's engine fails, none or a reason of ours is.
     *
     * @param refusals the errors of the check
     * @param value the other's result; null if it failed
     */
    static String verdict(Ours ours, List<String> refusals, @Nullable Object value) {
        if (ours.agreesWith(value)) {
            return "alike: " + ours.kind();
        }
        if (ours.isAllow()) {
            return ALLOWED + ours.kind();
        }
        if (!refusals.isEmpty()) {
            return "bundle refused by the check: " + refusals.get(0);
        }
        if (ours.evaluation() == null) {
            return (value == null ? "refused by both: " : "request refused by us: ") + ours.kind();
        }
        boolean isFailure = !(ours.evaluation() instanceof Decided decided)
                || decided.decision().reason().filter(FAILURES::contains).isPresent();
        return value == null && isFailure ? "the other fails: " + ours.kind() : DIFFERENT + ours.kind();
    }

    private static String kind(Decision decision) {
        return decision.reason()
                .map(reason -> "deny " + reason)
                .orElseGet(() -> "allow "
                        + String.valueOf(decision.determiningPolicies().get(0).get("policy"))
                                .replaceAll("(?s)^caracal-(?!workload-mint$).*-(mint|use)$", "caracal-APP-$1")
                        + (decision.diagnostics().isEmpty()
                                ? ""
                                : " with " + decision.diagnostics().size() + " diagnostics"));
    }

    /** As the result schema of the contract has it. */
    private static Map<String, Object> json(Decision decision) {
        var json = new LinkedHashMap<String, Object>();
        json.put("decision", decision.effect().word());
        json.put("evaluation_status", "complete");
        json.put("determining_policies", decision.determiningPolicies());
        json.put("diagnostics", decision.diagnostics());
        return json;
    }

    /** Numbers by value. */
    static boolean areEqual(@Nullable Object one, @Nullable Object other) {
        return normal(one).equals(normal(other));
    }

    /** Numbers by value, objects by member. */
    private static Object normal(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Answers::normal).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, member) -> sorted.put(String.valueOf(key), normal(member)));
            return sorted;
        }
        return value == null ? "null" : value;
    }
}

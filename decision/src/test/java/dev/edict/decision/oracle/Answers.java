package dev.edict.decision.oracle;

import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares an answer of the embedded engine with one of the Open Policy Agent. */
final class Answers {
    /** Where the contract's engine fails, or lets pass what nobody meant, and the embedded one denies by name. */
    static final Set<String> CORNERS = Set.of(
            "malformed_restrict_data",
            "malformed_app_ids_data",
            "malformed_grants_data",
            "malformed_confinement_data",
            "conflicting_confinement_data",
            "conflicting_restrict_data",
            "conflicting_risk_tiers",
            "ambiguous_request_shape");

    /** Also what is malformed elsewhere does not thaw a zone; the contract's engine fails then. */
    private static final String FROZEN = "deny restriction_active";

    private Answers() {}

    /** The table row or reason this answer is of, such as {@code allow caracal-bootstrap}. */
    static String kind(Evaluation evaluation) {
        if (evaluation instanceof NotExecuted) {
            return "not executed";
        }
        var decision = ((Decided) evaluation).decision();
        return decision.reason()
                .map(reason -> "deny " + reason)
                .orElseGet(() -> "allow "
                        + String.valueOf(decision.determiningPolicies().get(0).get("policy"))
                                .replaceAll("-(shop|till)-", "-APP-")
                        + (decision.diagnostics().isEmpty()
                                ? ""
                                : " with " + decision.diagnostics().size() + " diagnostics"));
    }

    static boolean isCorner(Evaluation evaluation) {
        return evaluation instanceof Decided decided
                && decided.decision().reason().filter(CORNERS::contains).isPresent();
    }

    /**
     * Whether the two agree.
     *
     * @param value the other's result; null if it failed
     */
    static boolean agree(Evaluation evaluation, @Nullable Object value) {
        if (isCorner(evaluation) || (value == null && kind(evaluation).equals(FROZEN))) {
            return true;
        }
        return value != null
                && evaluation instanceof Decided decided
                && normal(json(decided.decision())).equals(normal(value));
    }

    /** As the result schema of the contract has it. */
    static Map<String, Object> json(Decision decision) {
        var json = new LinkedHashMap<String, Object>();
        json.put("decision", decision.effect().word());
        json.put("evaluation_status", "complete");
        json.put("determining_policies", decision.determiningPolicies());
        json.put("diagnostics", decision.diagnostics());
        return json;
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

package dev.edict.decision;

import dev.edict.decision.input.LiteralJson;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Sorted;
import dev.edict.decision.value.TermOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The diagnostics of an allowed mint (contract §8.5): the required approval and the tiers of its scopes. */
final class StepUp {
    private StepUp() {}

    /** Empty if no requested scope has a tier. */
    static List<Map<String, Object>> diagnostics(Question question) {
        var tiers = question.data().risk().value().tierByScope();
        if (tiers.isEmpty()) {
            return List.of();
        }
        var scopes = question.scopes().stream()
                .filter(tiers::containsKey)
                .sorted(TermOrder::compareStrings)
                .toList();
        if (scopes.isEmpty()) {
            return List.of();
        }
        var diagnostics = new ArrayList<Map<String, Object>>();
        var asked = new LinkedHashSet<String>();
        scopes.forEach(scope -> asked.add(tierOf(scope, tiers)));
        var declared = question.data().approvals().value().declared(asked);
        if (!declared.isEmpty()) {
            diagnostics.add(Map.of(
                    "step_up_required",
                    Sorted.object(Map.of(
                            "type",
                            "human_approval",
                            "tiers",
                            declared.stream().map(StepUp::readable).toList()))));
        }
        diagnostics.add(Map.of(
                "risk",
                scopes.stream()
                        .map(scope -> Sorted.object(Map.of("scope", scope, "tier", tierOf(scope, tiers))))
                        .toList()));
        return diagnostics;
    }

    /** A tier with its declarations as decision points show them. */
    static PolicyAccess.Tier tier(String name, ApprovalTiers approvals) {
        try {
            return new PolicyAccess.Tier(
                    name,
                    approvals.declared(List.of(name)).stream()
                            .map(StepUp::readable)
                            .toList(),
                    false);
        } catch (NotAnalysable e) {
            return new PolicyAccess.Tier(name, List.of(), true);
        }
    }

    /** Token services read numbers as doubles and return an error for one that exceeds them. */
    private static Object readable(Literal declaration) {
        var json = LiteralJson.of(declaration);
        LiteralJson.firstBeyondDouble(json).ifPresent(number -> {
            throw new NotAnalysable(
                    "approval_tiers: a declaration of the tier %s holds a number that no double can hold: %s"
                            .formatted(RiskTiers.nonEmpty(declaration, "tier"), number));
        });
        return json;
    }

    private static String tierOf(String scope, Map<String, String> tiers) {
        return tiers.getOrDefault(scope, "");
    }
}

package dev.edict.decision.check;

import dev.edict.decision.check.BundleModel.Named;
import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Described;
import dev.edict.decision.problem.ProblemCode;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the references between the rules of a bundle. It skips a reference if either rule contains logic. */
final class References {
    private final BundleModel model;
    private final Set<DataRule> logic;

    References(BundleModel model, Set<DataRule> logic) {
        this.model = model;
        this.logic = logic;
    }

    void check() {
        if (areData(DataRule.APP_IDS, DataRule.GRANTS)) {
            report(
                    model.applications,
                    model.bindings,
                    ProblemCode.GRANT_WITHOUT_BINDING,
                    "the application %s, which app_ids does not bind");
            report(
                    model.bindings,
                    model.applications,
                    ProblemCode.BINDING_WITHOUT_GRANT,
                    "the binding %s, to which nothing is granted");
        }
        if (areData(DataRule.RISK, DataRule.APPROVAL_TIERS)) {
            report(
                    model.riskTiers,
                    model.approvalTiers,
                    ProblemCode.UNDECLARED_TIER,
                    "the tier %s, which approval_tiers does not declare");
            report(model.approvalTiers, model.riskTiers, ProblemCode.UNUSED_TIER, "the tier %s, which no risk has");
        }
        if (areData(DataRule.GRANTS, DataRule.CONFINEMENT)) {
            unsatisfiable();
        }
    }

    private boolean areData(DataRule one, DataRule other) {
        return !logic.contains(one) && !logic.contains(other);
    }

    private static void report(List<Named> names, List<Named> known, ProblemCode code, String what) {
        var there = known.stream().map(Named::name).collect(Collectors.toSet());
        for (var named : names) {
            if (!there.contains(named.name())) {
                named.place().report(code, what.formatted(Described.shortened(named.name())), null);
            }
        }
    }

    /** A confined principal may have further labels, so the scope of any role satisfies the rule. */
    private void unsatisfiable() {
        var granted = new HashSet<String>();
        model.roles.forEach(role -> role.scopes().forEach(scope -> granted.add(scope.name())));
        for (var rule : model.confinements) {
            boolean comesToNothing =
                    rule.scopes().isEmpty() || (!granted.isEmpty() && Collections.disjoint(granted, rule.scopes()));
            if (comesToNothing) {
                rule.place()
                        .report(
                                ProblemCode.CONFINEMENT_UNSATISFIABLE,
                                "a rule for \"%s\" with no scope that a role has"
                                        .formatted(Described.shortened(rule.label())),
                                null);
            }
        }
    }
}

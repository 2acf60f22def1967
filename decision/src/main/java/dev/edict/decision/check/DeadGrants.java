package dev.edict.decision.check;

import dev.edict.decision.check.BundleModel.Role;
import dev.edict.decision.check.BundleModel.Scoped;
import dev.edict.decision.language.Described;
import dev.edict.decision.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds scopes of roles that no principal with the role's label can be minted, because the confinement forbids them. */
final class DeadGrants {

    private final Map<String, List<Scoped>> rulesByPrefix = new HashMap<>();

    /** The lengths of the prefixes: a label has few candidates among many rules. */
    private final TreeSet<Integer> lengths = new TreeSet<>();

    DeadGrants(List<Scoped> rules) {
        for (var rule : rules) {
            rulesByPrefix
                    .computeIfAbsent(rule.label(), prefix -> new ArrayList<>())
                    .add(rule);
            lengths.add(rule.label().length());
        }
    }

    void check(List<Role> roles) {
        if (!lengths.isEmpty()) {
            roles.forEach(this::check);
        }
    }

    private void check(Role role) {
        var rules = rulesFor(role.label());
        for (var scope : role.scopes()) {
            for (var rule : rules) {
                if (!rule.scopes().contains(scope.name())) {
                    scope.place()
                            .report(
                                    ProblemCode.DEAD_GRANT,
                                    "the scope %s, which the confinement of \"%s\" at %s forbids for this label"
                                            .formatted(
                                                    Described.shortened(scope.name()),
                                                    Described.shortened(rule.label()),
                                                    rule.place()),
                                    null);
                    break;
                }
            }
        }
    }

    private List<Scoped> rulesFor(String label) {
        var rules = new ArrayList<Scoped>();
        for (int length : lengths.headSet(label.length(), true)) {
            rules.addAll(rulesByPrefix.getOrDefault(label.substring(0, length), List.of()));
        }
        return rules;
    }
}

package dev.edict.decision.check;

import dev.edict.decision.check.BundleModel.Scoped;
import dev.edict.decision.language.Described;
import dev.edict.decision.problem.ProblemCode;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds confinement rules without effect: a label with a longer prefix also matches every shorter one. */
final class Confinements {
    private final List<Scoped> rules;

    Confinements(List<Scoped> rules) {
        this.rules = rules;
    }

    /** A rule, and the scopes that remain after this rule and all rules that apply together with it. */
    private record Level(Scoped rule, Set<String> left) {}

    void check() {
        var inOrder = rules.stream().sorted(Comparator.comparing(Scoped::label)).toList();
        var shorter = new ArrayDeque<Level>();
        for (var rule : inOrder) {
            while (!shorter.isEmpty()
                    && !rule.label().startsWith(shorter.peek().rule().label())) {
                shorter.pop();
            }
            var outer = shorter.peek();
            shorter.push(new Level(rule, outer == null ? rule.scopes() : within(outer, rule)));
        }
    }

    private static Set<String> within(Level outer, Scoped rule) {
        var left = new HashSet<String>();
        for (var scope : rule.scopes()) {
            if (outer.left().contains(scope)) {
                left.add(scope);
            }
        }
        if (left.isEmpty() && !rule.scopes().isEmpty() && !outer.left().isEmpty()) {
            report(ProblemCode.CONFINEMENT_EMPTIED, rule, "no scope in common with", outer);
        } else if (left.size() == outer.left().size() && !left.isEmpty()) {
            report(ProblemCode.CONFINEMENT_SHADOWED, rule, "nothing to hold back after", outer);
        }
        return left;
    }

    private static void report(ProblemCode code, Scoped rule, String what, Level outer) {
        rule.place()
                .report(
                        code,
                        "a rule for %s with %s the one for %s at %s"
                                .formatted(
                                        quoted(rule),
                                        what,
                                        quoted(outer.rule()),
                                        outer.rule().place()),
                        null);
    }

    private static String quoted(Scoped rule) {
        return '"' + Described.shortened(rule.label()) + '"';
    }
}

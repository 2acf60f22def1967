package dev.edict.decision;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Upper bounds on the scopes that labelled principals may be minted (contract §8.5, confinement).
 *
 * @param sound false if a rule has no label prefix; such a confinement permits nothing
 * @param matchable false if a prefix is not a string and so matches no label; the contract's engine then permits what
 *     that rule should restrict
 */
record Confinement(boolean sound, boolean matchable, List<Rule> rules) {
    static final Confinement NONE = new Confinement(true, true, List.of());

    record Rule(String labelPrefix, Set<String> scopes) {
        boolean appliesTo(List<String> labels) {
            for (var label : labels) {
                if (label.startsWith(labelPrefix)) {
                    return true;
                }
            }
            return false;
        }
    }

    static Confinement from(Literal value) {
        boolean sound = value.isCollection();
        boolean matchable = true;
        var rules = new ArrayList<Rule>();
        for (var element : value.items()) {
            var prefix = element instanceof ObjectLiteral rule ? rule.member("label_prefix") : null;
            if (prefix == null) {
                sound = false;
            } else if (prefix instanceof StringLiteral text && element instanceof ObjectLiteral rule) {
                var scopes = rule.member("scopes");
                rules.add(new Rule(text.value(), scopes == null ? Set.of() : scopes.strings()));
            } else {
                matchable = false;
            }
        }
        return new Confinement(sound, matchable, List.copyOf(rules));
    }

    boolean permits(List<String> labels, List<String> scopes) {
        if (!sound) {
            return false;
        }
        for (var rule : rules) {
            if (rule.appliesTo(labels) && !rule.scopes().containsAll(scopes)) {
                return false;
            }
        }
        return true;
    }
}

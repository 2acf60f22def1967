package dev.edict.decision;

import dev.edict.decision.Literal.ObjectLiteral;
import dev.edict.decision.Literal.StringLiteral;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Upper bounds on what labelled principals may be minted (contract §8.5, confinement).
 *
 * @param sound false when some rule is not a label prefix with scopes; such a confinement permits nothing. That holds for a
 *     prefix that is no string, too, which the contract's own engine lets pass: a rule nobody can match confines nobody
 */
record Confinement(boolean sound, List<Rule> rules) {
    static final Confinement NONE = new Confinement(true, List.of());

    record Rule(String labelPrefix, Set<String> scopes) {
        boolean appliesTo(Collection<String> labels) {
            return labels.stream().anyMatch(label -> label.startsWith(labelPrefix));
        }
    }

    static Confinement from(Literal value) {
        boolean sound = value.isCollection();
        var rules = new ArrayList<Rule>();
        for (var element : value.items()) {
            if (element instanceof ObjectLiteral rule && rule.member("label_prefix") instanceof StringLiteral prefix) {
                var scopes = rule.member("scopes");
                rules.add(new Rule(prefix.value(), scopes == null ? Set.of() : scopes.strings()));
            } else {
                sound = false;
            }
        }
        return new Confinement(sound, List.copyOf(rules));
    }

    boolean permits(Collection<String> labels, Collection<String> scopes) {
        return sound
                && rules.stream().filter(rule -> rule.appliesTo(labels)).allMatch(rule -> rule.scopes()
                        .containsAll(scopes));
    }
}

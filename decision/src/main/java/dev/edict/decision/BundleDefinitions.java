package dev.edict.decision;

import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Definition;
import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.language.ParsedDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Source;
import dev.edict.decision.value.Literal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Joins the definitions of all documents into one value per rule (contract §8.3). A part that only a Rego compiler can
 * check makes all rules unknown: a decision point may fail to load the bundle, and then answers no request.
 */
final class BundleDefinitions {
    private record Defined(Source source, Definition definition) {
        String place() {
            return source.place(definition.offset());
        }
    }

    private BundleDefinitions() {}

    /** The defined rules; all of them unknown if a document cannot be read or checked. */
    static Map<DataRule, Slot<Literal>> of(List<PolicyDocument> documents) {
        var definitions = new EnumMap<DataRule, List<Defined>>(DataRule.class);
        String unjudged = null;
        for (var document : documents) {
            var parsed = ParsedDocument.of(document.id(), document.content(), PolicyLanguage.REGO);
            if (!parsed.problems().isEmpty()) {
                return unknown(
                        EnumSet.allOf(DataRule.class),
                        "the bundle cannot be read: "
                                + parsed.problems().inOrder().get(0));
            }
            if (unjudged == null && !parsed.unjudged().isEmpty()) {
                unjudged = parsed.unjudged().get(0).toString();
            }
            for (var definition : parsed.definitions()) {
                DataRule.named(definition.name()).ifPresent(rule -> definitions
                        .computeIfAbsent(rule, name -> new ArrayList<>())
                        .add(new Defined(parsed.source(), definition)));
            }
        }
        return unjudged == null ? joined(definitions) : unjudged(unjudged, definitions);
    }

    private static Map<DataRule, Slot<Literal>> unknown(Set<DataRule> rules, String why) {
        var unknown = new EnumMap<DataRule, Slot<Literal>>(DataRule.class);
        rules.forEach(rule -> unknown.put(rule, Slot.unknown(why)));
        return unknown;
    }

    /** A zone that literal data freezes stays frozen. */
    private static Map<DataRule, Slot<Literal>> unjudged(String what, Map<DataRule, List<Defined>> definitions) {
        var unknown = unknown(EnumSet.allOf(DataRule.class), "not_analysable: " + what);
        var restrict = definitions.get(DataRule.RESTRICT);
        if (restrict == null) {
            unknown.remove(DataRule.RESTRICT);
        } else if (restrict.stream().noneMatch(defined -> defined.definition().kind() == Kind.LOGIC)) {
            unknown.put(DataRule.RESTRICT, join(DataRule.RESTRICT, restrict));
        }
        return unknown;
    }

    private static Map<DataRule, Slot<Literal>> joined(Map<DataRule, List<Defined>> definitions) {
        var joined = new EnumMap<DataRule, Slot<Literal>>(DataRule.class);
        definitions.forEach((rule, ofRule) -> joined.put(rule, join(rule, ofRule)));
        return joined;
    }

    private static Slot<Literal> join(DataRule rule, List<Defined> definitions) {
        var kinds = definitions.stream()
                .map(defined -> defined.definition().kind())
                .distinct()
                .toList();
        var values = new LinkedHashSet<Literal>();
        definitions.forEach(defined -> values.add(literal(defined.definition())));
        if (kinds.equals(List.of(Kind.ELEMENT))) {
            return Slot.of(new Literal.SetLiteral(values));
        }
        return kinds.size() == 1 && values.size() == 1
                ? Slot.of(values.iterator().next())
                : Slot.malformed(conflict(rule, definitions), true);
    }

    /**
     * Whether a decision point fails depends on its order of evaluation, not only on the shape of the request; so every
     * request is denied.
     */
    private static Decision conflict(DataRule rule, List<Defined> definitions) {
        return Decision.denyBecause(
                DecisionContract.conflicting(rule),
                Map.of("defined_at", definitions.stream().map(Defined::place).toList()));
    }

    private static Literal literal(Definition definition) {
        return Objects.requireNonNull(Objects.requireNonNull(definition.value()).literal());
    }
}

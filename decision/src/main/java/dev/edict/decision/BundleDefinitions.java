package dev.edict.decision;

import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Definition;
import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.language.Literal;
import dev.edict.decision.language.ParsedDocument;
import dev.edict.decision.language.PolicyLanguage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Joins the definitions of all documents into one value per rule (contract §8.3). */
final class BundleDefinitions {
    /** Where a conflict or logic concerns every request, for decision points evaluate these first. */
    private static final Set<DataRule> ASKED_FIRST =
            Set.of(DataRule.RESTRICT, DataRule.GRANTS, DataRule.RISK, DataRule.APPROVAL_TIERS);

    private BundleDefinitions() {}

    /** The rules that are defined; all of them unknown if a document cannot be read. */
    static Map<DataRule, Slot<Literal>> of(List<PolicyDocument> documents) {
        var definitions = new EnumMap<DataRule, List<Definition>>(DataRule.class);
        for (var document : documents) {
            var parsed = ParsedDocument.of(document.id(), document.content(), PolicyLanguage.REGO);
            if (!parsed.problems().isEmpty()) {
                return unreadable(parsed.problems().inOrder().get(0).toString());
            }
            for (var definition : parsed.definitions()) {
                DataRule.named(definition.name()).ifPresent(rule -> definitions
                        .computeIfAbsent(rule, name -> new ArrayList<>())
                        .add(definition));
            }
        }
        var joined = new EnumMap<DataRule, Slot<Literal>>(DataRule.class);
        definitions.forEach((rule, ofRule) -> joined.put(rule, join(rule, ofRule)));
        return joined;
    }

    private static Map<DataRule, Slot<Literal>> unreadable(String problem) {
        var unknown = new EnumMap<DataRule, Slot<Literal>>(DataRule.class);
        for (var rule : DataRule.values()) {
            unknown.put(rule, Slot.unknown("the bundle cannot be read: " + problem, true));
        }
        return unknown;
    }

    private static Slot<Literal> join(DataRule rule, List<Definition> definitions) {
        boolean everywhere = ASKED_FIRST.contains(rule);
        for (var definition : definitions) {
            if (definition.kind() == Kind.LOGIC) {
                return Slot.unknown(
                        "not_analysable: %s is not literal data: %s".formatted(rule.ruleName(), definition.note()),
                        everywhere);
            }
        }
        var kinds = definitions.stream().map(Definition::kind).distinct().toList();
        var values = new LinkedHashSet<Literal>();
        definitions.forEach(definition -> values.add(literal(definition)));
        if (kinds.equals(List.of(Kind.ELEMENT))) {
            return Slot.of(new Literal.SetLiteral(values));
        }
        return kinds.size() == 1 && values.size() == 1
                ? Slot.of(values.iterator().next())
                : Slot.malformed("conflicting_%s_data".formatted(rule.ruleName()), everywhere);
    }

    private static Literal literal(Definition definition) {
        return Objects.requireNonNull(Objects.requireNonNull(definition.value()).literal());
    }
}

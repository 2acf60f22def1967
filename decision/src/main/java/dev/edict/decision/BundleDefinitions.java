package dev.edict.decision;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins the definitions of all documents into one value per rule (contract §8.3). */
final class BundleDefinitions {
    private final Map<DataRule, Definition> definitions = new EnumMap<>(DataRule.class);
    private final Set<Literal> restrictions = new LinkedHashSet<>();

    private BundleDefinitions() {}

    static Map<DataRule, Definition> of(List<PolicyDocument> documents) {
        var bundle = new BundleDefinitions();
        documents.forEach(document -> DocumentReader.read(document).forEach(bundle::add));
        return bundle.joined();
    }

    private void add(Definition definition) {
        var earlier = definitions.putIfAbsent(definition.rule(), definition);
        if (earlier != null) {
            boolean sameKind = earlier.element() == definition.element();
            if (!sameKind || !(definition.element() || earlier.value().equals(definition.value()))) {
                throw definition.unreadable("conflicting definitions of %s in %s and %s"
                        .formatted(
                                definition.rule().ruleName(),
                                earlier.position().documentId(),
                                definition.position().documentId()));
            }
        }
        if (definition.element()) {
            restrictions.add(definition.value());
        }
    }

    private Map<DataRule, Definition> joined() {
        definitions.replaceAll((rule, definition) -> definition.element()
                ? new Definition(rule, false, new Literal.SetLiteral(restrictions), definition.position())
                : definition);
        return Collections.unmodifiableMap(definitions);
    }
}

package dev.edict.decision.oracle;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.Definition;
import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.language.ParsedDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.TermOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What we made of a document.
 *
 * @param problems of the text; the shape of its data is not asked about
 * @param rules the value of every rule, as JSON that keeps arrays, sets and objects apart; empty if there are problems
 */
record OurReading(List<Problem> problems, List<Object> rules) {

    private static final Set<String> DEFINED_TWICE = Set.of("duplicate_definition", "repeated_definition");

    static OurReading of(String text) {
        var parsed = ParsedDocument.of("doc", text, PolicyLanguage.LITERAL);
        var twice = PolicyCheck.document(new PolicyDocument("doc", text), PolicyLanguage.LITERAL).problems().stream()
                .filter(problem -> DEFINED_TWICE.contains(problem.code()));
        var problems =
                Stream.concat(parsed.problems().inOrder().stream(), twice).toList();
        return new OurReading(problems, problems.isEmpty() ? rules(parsed.definitions()) : List.of());
    }

    private static List<Object> rules(List<Definition> definitions) {
        var rules = new LinkedHashMap<Literal, Literal>();
        for (var definition : definitions) {
            var value = definition.value();
            var literal = value == null ? null : value.literal();
            if (literal == null) {
                throw new AssertionError("no problem, and no value of " + definition.name());
            }
            rules.merge(
                    new StringLiteral(definition.name()),
                    definition.kind() == Kind.ELEMENT ? set(List.of(literal)) : literal,
                    (one, other) -> set(Stream.concat(one.items().stream(), other.items().stream())
                            .toList()));
        }
        return object(new ObjectLiteral(rules));
    }

    private static SetLiteral set(List<Literal> elements) {
        return new SetLiteral(new LinkedHashSet<>(elements));
    }

    private static @Nullable Object tagged(Literal value) {
        if (value instanceof StringLiteral string) {
            return string.value();
        }
        if (value instanceof NumberLiteral number) {
            return List.of("number", number.value().toString());
        }
        if (value instanceof Constant constant) {
            return constant == Constant.NULL ? null : constant == Constant.TRUE;
        }
        if (value instanceof ObjectLiteral object) {
            return object(object);
        }
        return value instanceof ArrayLiteral array
                ? list("array", array.elements().stream())
                : list("set", value.items().stream().sorted(TermOrder.INSTANCE));
    }

    private static List<Object> object(ObjectLiteral object) {
        return list(
                "object",
                object.members().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(TermOrder.INSTANCE))
                        .flatMap(member -> Stream.of(member.getKey(), member.getValue())));
    }

    @SuppressWarnings("NullAway") // JSON's null is null
    private static List<Object> list(String tag, Stream<Literal> values) {
        var list = new ArrayList<Object>();
        list.add(tag);
        values.forEach(value -> list.add(tagged(value)));
        return list;
    }
}

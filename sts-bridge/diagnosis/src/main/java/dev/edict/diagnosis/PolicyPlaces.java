package dev.edict.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Definition;
import dev.edict.decision.language.ParsedDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.language.ValuePath;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Source;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.Node;
import dev.edict.decision.value.Node.Elements;
import dev.edict.decision.value.Node.Member;
import dev.edict.decision.value.Node.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the document and the line that says something. */
final class PolicyPlaces {

    private final List<ParsedDocument> documents;
    private final Map<String, Name> names;

    /** Whose version a document is. */
    record Name(String policyId, String policyName, int version) {}

    /**
     * A place in a document.
     *
     * @param policyVersionId identifies the document
     * @param policyName omitted, as the id and the number are, if the policy is not known
     * @param line counted from 1
     * @param column in code points, counted from 1
     * @param path of the value, such as {@code grants["resource://x"].roles.admin}
     * @param excerpt the line, and below it a caret at the place
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(
            String policyVersionId,
            @Nullable String policyId,
            @Nullable String policyName,
            @Nullable Integer version,
            int line,
            int column,
            @Nullable String path,
            String excerpt) {}

    /** A value, and where it begins: a member begins with its key. */
    record Found(Source source, DataRule rule, List<Literal> keys, int offset, @Nullable Node value) {

        /** The member with this key; empty if there is none. */
        Optional<Found> member(String key) {
            var literal = new StringLiteral(key);
            return members().stream()
                    .filter(member -> literal.equals(member.key().literal()))
                    .map(member ->
                            new Found(source, rule, with(literal), member.key().start(), member.value()))
                    .findFirst();
        }

        List<Member> members() {
            return value instanceof Members object ? object.members() : List.of();
        }

        /** The elements of an array or a set. */
        List<Found> elements() {
            var nodes = value instanceof Elements elements ? elements.elements() : List.<Node>of();
            return IntStream.range(0, nodes.size())
                    .mapToObj(i -> new Found(source, rule, keys, nodes.get(i).start(), nodes.get(i)))
                    .toList();
        }

        /** The text that it is; empty if it is none. */
        Optional<String> text() {
            return value != null && value.literal() instanceof StringLiteral string
                    ? Optional.of(string.value())
                    : Optional.empty();
        }

        /** The texts in it. */
        List<String> texts() {
            var literal = value == null ? null : value.literal();
            return literal == null ? List.of() : List.copyOf(literal.strings());
        }

        private List<Literal> with(Literal key) {
            return Stream.concat(keys.stream(), Stream.of(key)).toList();
        }
    }

    PolicyPlaces(List<PolicyDocument> documents, Map<String, Name> names) {
        this.documents = documents.stream()
                .map(document -> ParsedDocument.of(document.id(), document.content(), PolicyLanguage.REGO))
                .toList();
        this.names = names;
    }

    /** Every definition of a rule, in the order of the manifest. */
    List<Found> definitions(DataRule rule) {
        var found = new ArrayList<Found>();
        for (var document : documents) {
            for (var definition : document.definitions()) {
                if (definition.name().equals(rule.ruleName())) {
                    found.add(new Found(document.source(), rule, List.of(), definition.offset(), definition.value()));
                }
            }
        }
        return found;
    }

    /** The value of a member of a rule. */
    Optional<Found> member(DataRule rule, String key) {
        return definitions(rule).stream()
                .flatMap(definition -> definition.member(key).stream())
                .findFirst();
    }

    /** What freezes the zone: elements that are added one by one, and values that are not empty. */
    List<Found> restrictions() {
        var found = new ArrayList<Found>();
        for (var document : documents) {
            for (var definition : document.definitions()) {
                if (definition.name().equals(DataRule.RESTRICT.ruleName()) && freezes(definition)) {
                    found.add(new Found(
                            document.source(), DataRule.RESTRICT, List.of(), definition.offset(), definition.value()));
                }
            }
        }
        return found;
    }

    private static boolean freezes(Definition definition) {
        var value = definition.value() == null ? null : definition.value().literal();
        return switch (definition.kind()) {
            case ELEMENT -> true;
            case COMPLETE -> value != null && !value.items().isEmpty();
            case LOGIC -> false;
        };
    }

    Place of(Found found) {
        var path = new ValuePath(found.rule().ruleName());
        found.keys().forEach(path::enter);
        var source = found.source();
        return place(
                source.documentId(),
                source.line(found.offset()),
                source.column(found.offset()),
                path.toString(),
                source.excerpt(found.offset()));
    }

    Place of(Problem problem) {
        return place(problem.documentId(), problem.line(), problem.column(), problem.path(), problem.excerpt());
    }

    private Place place(String documentId, int line, int column, @Nullable String path, String excerpt) {
        var name = names.get(documentId);
        return new Place(
                documentId,
                name == null ? null : name.policyId(),
                name == null ? null : name.policyName(),
                name == null ? null : name.version(),
                line,
                column,
                path,
                excerpt);
    }
}

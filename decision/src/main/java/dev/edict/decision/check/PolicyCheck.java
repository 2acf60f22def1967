package dev.edict.decision.check;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.catalogue.Catalogue;
import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Definition;
import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.language.ParsedDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks documents individually and together as a bundle. */
public final class PolicyCheck {
    private record Defined(ParsedDocument document, Definition definition) {}

    private final List<ParsedDocument> documents;
    private final Map<DataRule, Defined> first = new EnumMap<>(DataRule.class);
    private final Set<DataRule> logic = EnumSet.noneOf(DataRule.class);
    private final BundleModel model = new BundleModel();

    private PolicyCheck(List<ParsedDocument> documents) {
        this.documents = documents;
    }

    /**
     * The result of a check.
     *
     * @param firstViolation the code that the contract reports, otherwise the code of the first error of Edict's own;
     *     empty if there is no error
     * @param problems all problems by document, in text order; at most 100 per document
     */
    public record Report(Optional<String> firstViolation, List<Problem> problems) {
        public Report {
            problems = List.copyOf(problems);
        }

        /** Whether an error prevents sealing. */
        public boolean hasErrors() {
            return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        }
    }

    /** Checks one document: contract §8.2, the policy language, and the shape of its data (contract §8.3). */
    public static Report document(PolicyDocument document, PolicyLanguage language) {
        return report(List.of(document), language, check -> {});
    }

    /** Checks each document, and the bundle as a whole. */
    public static Report bundle(List<PolicyDocument> documents, PolicyLanguage language) {
        return report(documents, language, PolicyCheck::references);
    }

    /** Checks each document, the bundle as a whole, and its names by the catalogue of its zone. */
    public static Report bundle(List<PolicyDocument> documents, PolicyLanguage language, Catalogue catalogue) {
        return report(documents, language, check -> {
            check.references();
            new CatalogueCheck(check.model, check.logic, catalogue).check();
        });
    }

    private static Report report(
            List<PolicyDocument> documents, PolicyLanguage language, Consumer<PolicyCheck> together) {
        var check = new PolicyCheck(documents.stream()
                .map(document -> ParsedDocument.of(document.id(), document.content(), language))
                .toList());
        check.run();
        together.accept(check);
        var problems = new ArrayList<Problem>();
        Optional<String> violation = Optional.empty();
        for (var document : check.documents) {
            problems.addAll(document.problems().inOrder());
            violation = violation.or(document::firstViolation);
        }
        return new Report(violation, problems);
    }

    private void run() {
        for (var document : documents) {
            for (var part : document.unjudged()) {
                document.problems().add(ProblemCode.NOT_JUDGED, part.offset(), part.what(), null);
            }
            for (var definition : document.definitions()) {
                DataRule.named(definition.name()).ifPresent(rule -> check(rule, new Defined(document, definition)));
            }
        }
    }

    private void references() {
        new References(model, logic).check();
    }

    private void check(DataRule rule, Defined defined) {
        var definition = defined.definition();
        if (definition.kind() == Kind.LOGIC) {
            logic.add(rule);
            return;
        }
        var earlier = first.putIfAbsent(rule, defined);
        if (earlier != null && !(isElement(earlier) && isElement(defined))) {
            definedTwice(rule, earlier, defined);
            return;
        }
        var value = definition.value();
        if (value != null) {
            new RepeatedKeys(defined.document().problems(), rule).check(value);
        }
        if (value != null && definition.kind() == Kind.COMPLETE) {
            new ShapeCheck(defined.document().problems(), model, rule).check(value);
        }
    }

    /** Decision points treat equal definitions as one, and fail on requests that evaluate different ones. */
    private static void definedTwice(DataRule rule, Defined earlier, Defined defined) {
        var place = earlier.document().source().place(earlier.definition().offset());
        defined.document()
                .problems()
                .add(
                        isSame(earlier.definition(), defined.definition())
                                ? ProblemCode.REPEATED_DEFINITION
                                : ProblemCode.DUPLICATE_DEFINITION,
                        defined.definition().offset(),
                        "%s, which is defined at %s".formatted(rule.ruleName(), place),
                        null);
    }

    private static boolean isSame(Definition one, Definition other) {
        var value = one.value() == null ? null : one.value().literal();
        return value != null
                && one.kind() == other.kind()
                && other.value() != null
                && value.equals(other.value().literal());
    }

    private static boolean isElement(Defined defined) {
        return defined.definition().kind() == Kind.ELEMENT;
    }
}

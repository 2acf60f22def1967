package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.problem.Source;
import java.util.List;
import java.util.Optional;

/**
 * A parsed document.
 *
 * @param packageName empty without a declaration
 * @param definitions in text order, including unreadable ones
 * @param unjudged under {@link PolicyLanguage#REGO}: the parts that only a Rego compiler can check, in text order
 * @param problems all problems of the text; under {@link PolicyLanguage#REGO} logic is not a problem
 */
public record ParsedDocument(
        String packageName, List<Definition> definitions, List<UncheckedPart> unjudged, Problems problems) {
    /** The maximum length of a document, in UTF-16 code units (contract §8.1). */
    public static final int MAX_LENGTH = 262_144;

    public ParsedDocument {
        definitions = List.copyOf(definitions);
        unjudged = List.copyOf(unjudged);
    }

    /**
     * Parses any text; time and memory grow linearly with its length.
     *
     * @param documentId identifies the document in problems
     */
    public static ParsedDocument of(String documentId, String content, PolicyLanguage language) {
        var problems = new Problems(new Source(documentId, content));
        if (content.isEmpty()) {
            problems.add(ProblemCode.EMPTY_POLICY, 0, "an empty document", null);
        } else if (content.length() > MAX_LENGTH) {
            problems.add(
                    ProblemCode.CONTENT_TOO_LARGE,
                    0,
                    "a document of %d characters".formatted(content.length()),
                    "at most %d".formatted(MAX_LENGTH));
        }
        Storable.firstUnstorable(content)
                .ifPresent(offset -> problems.add(
                        ProblemCode.CONTENT_NOT_STORABLE, offset, Described.character(content.charAt(offset)), null));
        return problems.isEmpty()
                ? new DocumentParser(problems, language).parse()
                : new ParsedDocument("", List.of(), List.of(), problems);
    }

    public Source source() {
        return problems.source();
    }

    /** The code that the contract reports, otherwise the code of the first error of Edict's own. */
    public Optional<String> firstViolation() {
        return problems.firstViolation();
    }
}

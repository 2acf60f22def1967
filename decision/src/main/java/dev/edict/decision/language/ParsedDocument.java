package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.problem.Source;
import java.util.List;
import java.util.Optional;

/**
 * A document as read.
 *
 * @param packageName empty without a declaration
 * @param definitions in the order of the text, those that could not be read included
 * @param unjudged under {@link PolicyLanguage#REGO}: what only a compiler of Rego can judge, in the order of the text
 * @param problems everything wrong with it as a text; under {@link PolicyLanguage#REGO} logic is not wrong
 */
public record ParsedDocument(
        String packageName, List<Definition> definitions, List<UncheckedPart> unjudged, Problems problems) {
    /** The longest document, in UTF-16 units (contract §8.1). */
    public static final int MAX_LENGTH = 262_144;

    public ParsedDocument {
        definitions = List.copyOf(definitions);
        unjudged = List.copyOf(unjudged);
    }

    /**
     * Reads any document; time and memory grow with its length only.
     *
     * @param documentId names the document in problems
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

    /** The one code the contract answers with, or else our first error's. */
    public Optional<String> firstViolation() {
        return problems.firstViolation();
    }
}

package dev.edict.decision.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a document, where it is and what to do.
 *
 * @param code a code of contract §8.2, such as {@code unterminated_string}, or one of ours, such as {@code logic_not_allowed}
 * @param documentId the document's id
 * @param line counted from 1
 * @param column in code points, counted from 1
 * @param found what stands there
 * @param expected what could stand there; null if nothing could
 * @param path the value it is about, such as {@code grants["resource://x"].roles.admin[2]}; null outside of values
 * @param excerpt the line, shortened if it is long, and under it a caret below the place
 * @param help one sentence
 */
public record Problem(
        String code,
        Severity severity,
        String documentId,
        int line,
        int column,
        String found,
        @Nullable String expected,
        @Nullable String path,
        String excerpt,
        String help) {

    /** Such as {@code a rule body (if) where the end of the definition is expected}. */
    public String message() {
        return expected == null ? found : found + " where " + expected + " is expected";
    }

    /** {@code <document>:<line>:<column>: <severity>: <code>: <message>}, with the path in brackets where there is one. */
    @Override
    public String toString() {
        return "%s:%d:%d: %s: %s: %s%s"
                .formatted(
                        documentId,
                        line,
                        column,
                        severity.name().toLowerCase(Locale.ROOT),
                        code,
                        message(),
                        path == null ? "" : " [" + path + "]");
    }
}

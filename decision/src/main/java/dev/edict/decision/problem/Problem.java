package dev.edict.decision.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem in a document: the place, the cause and the remedy.
 *
 * @param code a code of contract §8.2, such as {@code unterminated_string}, or one of Edict's own, such as
 *     {@code logic_not_allowed}
 * @param documentId the document's id
 * @param line counted from 1
 * @param column in code points, counted from 1
 * @param found the unexpected construct
 * @param expected the expected construct; null if there is none
 * @param path the affected value, such as {@code grants["resource://x"].roles.admin[2]}; null outside of values
 * @param excerpt the line, shortened if it is long, and below it a caret at the place
 * @param help the remedy, in one sentence
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

package dev.edict.decision.language;

import dev.edict.decision.value.Node;
import org.jspecify.annotations.Nullable;

/**
 * A definition of one name in a document.
 *
 * @param offset offset of its first character
 * @param value null for logic and for an unreadable value
 * @param note for logic: the construct and its place
 */
public record Definition(String name, int offset, Kind kind, @Nullable Node value, String note) {

    /** How the definition contributes to the value of the name. */
    public enum Kind {
        /** The complete value. */
        COMPLETE,
        /** One element of a set ({@code contains}). */
        ELEMENT,
        /** Logic that must be evaluated. */
        LOGIC
    }
}

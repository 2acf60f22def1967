package dev.edict.decision.language;

import dev.edict.decision.value.Node;
import org.jspecify.annotations.Nullable;

/**
 * What a document says about one name.
 *
 * @param offset where it begins
 * @param value null if it is logic, or could not be read
 * @param note of logic: the construct and its place
 */
public record Definition(String name, int offset, Kind kind, @Nullable Node value, String note) {

    /** How the value adds to what the name stands for. */
    public enum Kind {
        /** It is the whole value. */
        COMPLETE,
        /** It is one element of a set ({@code contains}). */
        ELEMENT,
        /** It has to be evaluated. */
        LOGIC
    }
}

package dev.edict.decision.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value as it stands in a document. */
public sealed interface Node {

    /** Offset of its first character. */
    int start();

    /** What it says; null if it, or anything in it, could not be read. */
    @Nullable
    Literal literal();

    /** A string, a number, a boolean or null. */
    record Scalar(int start, Literal literal) implements Node {}

    /** An array or a set, without the elements that could not be read at all. */
    record Elements(int start, @Nullable Literal literal, List<Node> elements) implements Node {}

    /** An object, without the members that could not be read at all. */
    record Members(int start, @Nullable Literal literal, List<Member> members) implements Node {}

    /** A place where a value should be; a problem says what is there instead. */
    record Broken(int start) implements Node {
        @Override
        public @Nullable Literal literal() {
            return null;
        }
    }

    /** A key and its value. */
    record Member(Node key, Node value) {}
}

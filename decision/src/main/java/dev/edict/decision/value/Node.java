package dev.edict.decision.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value with its place in a document. */
public sealed interface Node {

    /** Offset of its first character. */
    int start();

    /** The literal; null if it or a part of it is unreadable. */
    @Nullable
    Literal literal();

    /** A string, a number, a boolean or null. */
    record Scalar(int start, Literal literal) implements Node {}

    /** An array or a set, without its unreadable elements. */
    record Elements(int start, @Nullable Literal literal, List<Node> elements) implements Node {}

    /** An object, without its unreadable members. */
    record Members(int start, @Nullable Literal literal, List<Member> members) implements Node {}

    /** A missing or unreadable value, for which a problem was reported. */
    record Broken(int start) implements Node {
        @Override
        public @Nullable Literal literal() {
            return null;
        }
    }

    /** A key and its value. */
    record Member(Node key, Node value) {}
}

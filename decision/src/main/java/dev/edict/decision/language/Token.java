package dev.edict.decision.language;

import dev.edict.decision.value.Literal;
import org.jspecify.annotations.Nullable;

/**
 * A lexical token of a document.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 * @param startsLine whether only blanks precede it on its line
 * @param text of a name or a mark: the characters; empty otherwise
 * @param value of a string or a number; null otherwise, and if malformed
 */
record Token(Kind kind, int start, int end, boolean startsLine, String text, @Nullable Literal value) {

    enum Kind {
        NAME,
        STRING,
        NUMBER,
        /** An operator, a bracket or a separator. */
        MARK,
        END
    }

    boolean is(String wanted) {
        return text.equals(wanted);
    }

    boolean isName() {
        return kind == Kind.NAME;
    }

    boolean isEnd() {
        return kind == Kind.END;
    }

    boolean opens() {
        return kind == Kind.MARK && (is("[") || is("{") || is("("));
    }

    boolean closes() {
        return kind == Kind.MARK && (is("]") || is("}") || is(")"));
    }

    /** Whether a value can end with it. */
    boolean endsValue() {
        return closes() || kind == Kind.STRING || kind == Kind.NUMBER || kind == Kind.NAME;
    }

    /** Whether it begins exactly where the other one ends. */
    boolean touches(Token before) {
        return start == before.end;
    }
}

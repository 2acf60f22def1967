package dev.edict.decision.language;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.LiteralText;

/** Describes parts of a document for messages. */
public final class Described {
    static final int MAX_LENGTH = 40;

    private Described() {}

    /** Such as {@code the character ?} or {@code the character U+00A0}. */
    static String character(int codePoint) {
        return codePoint > ' ' && codePoint <= '~'
                ? "the character " + Character.toString(codePoint)
                : String.format("the character U+%04X", codePoint);
    }

    /** Such as {@code the number 5} or {@code an empty array}. */
    public static String value(Literal value) {
        if (value instanceof StringLiteral string) {
            return string.value().isEmpty() ? "an empty string" : "the string " + shortened(LiteralText.of(value));
        }
        if (value instanceof NumberLiteral) {
            return "the number " + shortened(LiteralText.of(value));
        }
        var kind = value instanceof ArrayLiteral
                ? "array"
                : value instanceof ObjectLiteral ? "object" : value instanceof SetLiteral ? "set" : "";
        if (kind.isEmpty()) {
            return "the value " + LiteralText.of(value);
        }
        return (value.items().isEmpty() ? "an empty " : kind.equals("set") ? "a " : "an ") + kind;
    }

    /** At most 40 characters. */
    public static String shortened(String text) {
        return shortened(text, MAX_LENGTH);
    }

    /** At most so many characters. */
    public static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}

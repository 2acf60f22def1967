package dev.edict.decision.value;

import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.Collection;
import java.util.Locale;

/** Prints a value in the policy language, on one line. */
public final class LiteralText {
    private static final String NAMED = "\"\\\b\f\n\r\t";
    private static final String NAMES = "\"\\bfnrt";

    private final StringBuilder text = new StringBuilder();

    private LiteralText() {}

    /** A text that parses to an equal value. */
    public static String of(Literal value) {
        var printer = new LiteralText();
        printer.print(value);
        return printer.text.toString();
    }

    private void print(Literal value) {
        if (value instanceof Constant constant) {
            text.append(constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof StringLiteral string) {
            quote(string.value());
        } else if (value instanceof NumberLiteral number) {
            text.append(number.text());
        } else if (value instanceof ArrayLiteral array) {
            list('[', array.elements(), ']');
        } else if (value instanceof SetLiteral set) {
            if (set.elements().isEmpty()) {
                text.append("set()");
            } else {
                list('{', set.elements(), '}');
            }
        } else if (value instanceof ObjectLiteral object) {
            members(object);
        }
    }

    private void list(char open, Collection<Literal> elements, char close) {
        text.append(open);
        var separator = "";
        for (var element : elements) {
            text.append(separator);
            print(element);
            separator = ", ";
        }
        text.append(close);
    }

    private void members(ObjectLiteral object) {
        text.append('{');
        var separator = "";
        for (var member : object.members().entrySet()) {
            text.append(separator);
            print(member.getKey());
            text.append(": ");
            print(member.getValue());
            separator = ", ";
        }
        text.append('}');
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            int named = NAMED.indexOf(c);
            if (named >= 0) {
                text.append('\\').append(NAMES.charAt(named));
            } else if (c < ' ' || c == 0x7f || c == '\ufeff') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}

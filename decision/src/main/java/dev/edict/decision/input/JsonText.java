package dev.edict.decision.input;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.Constant;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.TermOrder;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes values as JSON byte for byte as Go's {@code encoding/json} does; decision points name members with a
 * non-string key this way.
 */
public final class JsonText {
    private static final String NAMED = "\"\\\b\f\n\r\t";
    private static final String NAMES = "\"\\bfnrt";
    private static final String ESCAPED = "<>&\u2028\u2029";

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    static String of(Literal value) {
        var written = new JsonText();
        written.write(value);
        return written.text.toString();
    }

    /** The name of a member with this key. */
    public static String name(Literal key) {
        return key instanceof StringLiteral string ? string.value() : of(key);
    }

    private void write(Literal value) {
        if (value instanceof StringLiteral string) {
            quote(string.value());
        } else if (value instanceof NumberLiteral number) {
            text.append(number.text());
        } else if (value instanceof Constant constant) {
            text.append(constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof ArrayLiteral array) {
            list(array.elements());
        } else if (value instanceof SetLiteral set) {
            list(TermOrder.sorted(set.elements()));
        } else if (value instanceof ObjectLiteral object) {
            members(object);
        }
    }

    private void list(Collection<Literal> elements) {
        text.append('[');
        var separator = "";
        for (var element : elements) {
            text.append(separator);
            write(element);
            separator = ",";
        }
        text.append(']');
    }

    private void members(ObjectLiteral object) {
        var members = new TreeMap<String, Literal>(TermOrder::compareStrings);
        for (var key : TermOrder.sorted(object.members().keySet())) {
            members.put(name(key), Objects.requireNonNull(object.members().get(key)));
        }
        text.append('{');
        members.forEach((name, value) -> {
            text.append(text.charAt(text.length() - 1) == '{' ? "" : ",");
            quote(name);
            text.append(':');
            write(value);
        });
        text.append('}');
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            int named = NAMED.indexOf(c);
            if (named >= 0) {
                text.append('\\').append(NAMES.charAt(named));
            } else if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}

package dev.edict.decision.language;

import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.ArrayLiteral;
import dev.edict.decision.value.Literal.NumberLiteral;
import dev.edict.decision.value.Literal.ObjectLiteral;
import dev.edict.decision.value.Literal.SetLiteral;
import dev.edict.decision.value.Literal.StringLiteral;
import dev.edict.decision.value.LiteralText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes values in every form that the language has for them. */
public final class Spelling {
    private static final String NAMED = "\"\\/\b\f\n\r\t";
    private static final String NAMES = "\"\\/bfnrt";
    private static final List<String> BLANKS = List.of(" ", "\t", "\n", "\r\n", " # why }]\"\n", "\n\n  ");

    private final Random random;

    public Spelling(Random random) {
        this.random = random;
    }

    /** A text that reads as an equal value. */
    public String of(Literal value) {
        if (value instanceof StringLiteral string) {
            return string(string.value());
        }
        if (value instanceof NumberLiteral number) {
            return oneIn(2) ? number.text() : number(number.value());
        }
        if (value instanceof ArrayLiteral array) {
            return listed("[", all(array.elements()), "]");
        }
        if (value instanceof SetLiteral set) {
            return set(set);
        }
        return value instanceof ObjectLiteral object ? members(object) : LiteralText.of(value);
    }

    private String set(SetLiteral set) {
        var elements = all(set.elements());
        if (elements.isEmpty()) {
            return "set(" + (oneIn(4) ? " " : "") + ")";
        }
        if (oneIn(4)) {
            elements.add(of(set.elements().iterator().next()));
        }
        return listed("{", elements, "}");
    }

    private String members(ObjectLiteral object) {
        var members = new ArrayList<String>();
        object.members().forEach((key, value) -> members.add(of(key) + blank(0) + ":" + blank(0) + of(value)));
        return listed("{", members, "}");
    }

    private List<String> all(Iterable<Literal> values) {
        var all = new ArrayList<String>();
        values.forEach(value -> all.add(of(value)));
        return all;
    }

    private String listed(String open, List<String> elements, String close) {
        var text = new StringBuilder(open).append(blank(0));
        for (int i = 0; i < elements.size(); i++) {
            text.append(elements.get(i)).append(blank(0));
            if (i + 1 < elements.size() || oneIn(5)) {
                text.append(',').append(blank(0));
            }
        }
        return text.append(close).toString();
    }

    private String number(BigDecimal value) {
        return switch (random.nextInt(5)) {
            case 0 -> value.toString();
            case 1 -> value.unscaledValue() + (oneIn(2) ? "e" : "E") + -value.scale();
            case 2 -> value.signum() == 0 ? "-0.0" : value.unscaledValue() + "0e" + (-value.scale() - 1);
            case 3 -> value.toPlainString() + (value.scale() > 0 ? "" : ".") + "00";
            default -> value.toPlainString();
        };
    }

    private String string(String value) {
        if (value.indexOf('`') < 0 && value.indexOf('\ufeff') < 0 && oneIn(4)) {
            return '`' + value + '`';
        }
        var text = new StringBuilder("\"");
        value.codePoints().forEach(c -> text.append(character(c)));
        return text.append('"').toString();
    }

    private String character(int c) {
        int named = NAMED.indexOf(c);
        if (named >= 0 && (c != '/' || oneIn(2))) {
            return oneIn(4) ? escaped(c) : "\\" + NAMES.charAt(named);
        }
        return c < ' ' || c == '\ufeff' || oneIn(6) ? escaped(c) : Character.toString(c);
    }

    private String escaped(int c) {
        var escapes = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            escapes.append(String.format(oneIn(2) ? "\\u%04x" : "\\u%04X", (int) unit));
        }
        return escapes.toString();
    }

    /** What may stand between two tokens, at least so many times. */
    String blank(int least) {
        var blank = new StringBuilder();
        for (int i = least + (oneIn(3) ? 1 : 0); i > 0; i--) {
            blank.append(BLANKS.get(random.nextInt(BLANKS.size())));
        }
        return blank.toString();
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}

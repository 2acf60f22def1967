package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Parses a double-quoted string with JSON's grammar and escapes. */
final class QuotedString {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    /** The string value, or null if it is invalid, and the offset after it. */
    record Result(@Nullable String value, int end) {}

    private final String text;
    private final int quote;
    private final Problems problems;
    private final StringBuilder value = new StringBuilder();
    private int at;
    private boolean sound = true;

    private QuotedString(String text, int quote, Problems problems) {
        this.text = text;
        this.quote = quote;
        this.problems = problems;
        this.at = quote + 1;
    }

    static Result read(String text, int quote, Problems problems) {
        return new QuotedString(text, quote, problems).read();
    }

    private Result read() {
        while (current() != '"') {
            char c = current();
            if (atEndOfLine()) {
                problems.add(ProblemCode.UNTERMINATED_STRING, quote, "an unterminated string", null);
                return new Result(null, at);
            }
            if (c == '\\') {
                escape();
            } else {
                if (c < ' ') {
                    refuse(at, Described.character(c) + " in a string", null);
                }
                value.append(c);
                at++;
            }
        }
        return new Result(sound ? value.toString() : null, at + 1);
    }

    private boolean atEndOfLine() {
        return at >= text.length() || text.charAt(at) == '\n';
    }

    private char current() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void escape() {
        int start = at++;
        char kind = current();
        int known = ESCAPES.indexOf(kind);
        if (known >= 0 && kind != 0) {
            at++;
            value.append(ESCAPED.charAt(known));
        } else if (kind == 'u') {
            unicode(start);
        } else {
            refuse(start, "an unknown escape", "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
        }
    }

    /** JSON escapes a code point above U+FFFF as a surrogate pair; an unpaired surrogate is not a character. */
    private void unicode(int start) {
        int unit = unit(start);
        if (unit < 0) {
            return;
        }
        value.append((char) unit);
        if (Character.isHighSurrogate((char) unit) && text.startsWith("\\u", at)) {
            at++;
            int low = unit(start);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                value.append((char) low);
                return;
            }
        }
        if (Character.isSurrogate((char) unit)) {
            refuse(start, "an escape for half of a surrogate pair", null);
        }
    }

    private int unit(int start) {
        at++;
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = hexDigit(current());
            if (digit < 0) {
                refuse(start, "a \\u escape without four hexadecimal digits", null);
                return -1;
            }
            unit = unit * 16 + digit;
            at++;
        }
        return unit;
    }

    private void refuse(int offset, String what, @Nullable String expected) {
        sound = false;
        problems.add(ProblemCode.INVALID_STRING, offset, what, expected);
    }

    /** ASCII digits only; {@link Character#digit(char, int)} accepts those of every script. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}

package dev.edict.decision;

/** Reads a double-quoted string: JSON's grammar, JSON's escapes. */
final class StringReader {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final SourceCursor source;
    private final StringBuilder value = new StringBuilder();

    StringReader(SourceCursor source) {
        this.source = source;
    }

    String read() {
        int quote = source.offset();
        source.next();
        while (!source.take("\"")) {
            char c = source.current();
            if (source.atEndOfLine()) {
                throw source.unreadable(quote, "a string without an end");
            }
            if (c < ' ') {
                throw source.unreadable(String.format("a control character (U+%04X) in a string", (int) c));
            }
            if (c == '\\') {
                escape();
            } else {
                value.append(source.next());
            }
        }
        return value.toString();
    }

    private void escape() {
        int start = source.offset();
        source.next();
        char kind = source.current();
        int known = ESCAPES.indexOf(kind);
        if (known >= 0) {
            source.next();
            value.append(ESCAPED.charAt(known));
        } else if (kind == 'u') {
            unicode(start);
        } else {
            throw source.unreadable(start, "an unknown escape in a string");
        }
    }

    /** Code points beyond the basic plane are written as two escapes; half of such a pair is no character. */
    private void unicode(int start) {
        char unit = unit(start);
        if (Character.isHighSurrogate(unit) && source.isAt("\\u")) {
            source.next();
            char low = unit(start);
            if (Character.isLowSurrogate(low)) {
                value.append(unit).append(low);
                return;
            }
        }
        if (Character.isSurrogate(unit)) {
            throw source.unreadable(start, "an escape for half of a surrogate pair");
        }
        value.append(unit);
    }

    private char unit(int start) {
        source.next();
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = hexDigit(source.current());
            if (digit < 0) {
                throw source.unreadable(start, "a \\u escape without four hexadecimal digits");
            }
            unit = unit * 16 + digit;
            source.next();
        }
        return (char) unit;
    }

    /** ASCII digits only; {@link Character#digit(char, int)} would take those of every script. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}

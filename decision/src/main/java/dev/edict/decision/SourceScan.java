package dev.edict.decision;

/** Character classes and steps of the validator, which follows ECMAScript's notion of white space (contract §8.2). */
final class SourceScan {
    static final int NONE = -1;

    private static final String WIDE_SPACES = "\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff";

    private SourceScan() {}

    static boolean isSpace(String text, int at) {
        return at < text.length() && isSpace(text.charAt(at));
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\u2000' && c <= '\u200a') || WIDE_SPACES.indexOf(c) >= 0;
    }

    static boolean isNameStart(String text, int at) {
        return at < text.length() && (isLetter(text.charAt(at)) || text.charAt(at) == '_');
    }

    static boolean isNamePart(String text, int at) {
        return at < text.length() && isNamePart(text.charAt(at));
    }

    static boolean isNamePart(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static int skipSpace(String text, int from) {
        int at = from;
        while (isSpace(text, at)) {
            at++;
        }
        return at;
    }

    static int skipName(String text, int from) {
        int at = from;
        while (isNamePart(text, at)) {
            at++;
        }
        return at;
    }

    /** Where the first thing after the next line feed stands, however many blank lines away; {@link #NONE} without one. */
    static int nextLineStart(String text, int from) {
        int lineFeed = text.indexOf('\n', from);
        return lineFeed < 0 ? NONE : skipSpace(text, lineFeed + 1);
    }
}

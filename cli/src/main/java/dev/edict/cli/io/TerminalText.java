package dev.edict.cli.io;

/** Text that cannot move a terminal's cursor, colour it or turn its direction. */
public final class TerminalText {

    private static final int LONGEST = 400;

    private TerminalText() {}

    /** The text on one line, with a question mark for each invisible character. */
    public static String of(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().map(c -> isSeen(c) ? c : '?').forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** The same, with a long text cut to its beginning. */
    public static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? of(text)
                : of(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "…";
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

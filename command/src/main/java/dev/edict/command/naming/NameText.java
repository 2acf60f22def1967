package dev.edict.command.naming;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** The text of names: the allowed characters, and the normal form for storage and comparison. */
public final class NameText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Letters, marks and a symbol without a visible shape, which make a name look like another one or empty. */
    private static final String INVISIBLE = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private NameText() {}

    /**
     * Describes the first invalid character of a name and its position, in one phrase that does not repeat it; empty
     * for a valid name. Whitespace around the name is ignored.
     */
    public static Optional<String> flaw(String name) {
        if (Blanks.trim(name).isEmpty()) {
            return Optional.of("must not be blank");
        }
        var start = name.indexOf(Blanks.trim(name));
        var end = start + Blanks.trim(name).length();
        for (int at = start; at < end; at += Character.charCount(name.codePointAt(at))) {
            var kind = unwanted(name, at);
            if (kind.isPresent()) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "U+%04X at character %d is %s, which is not allowed in a name",
                        name.codePointAt(at),
                        name.codePointCount(0, at) + 1,
                        kind.get()));
            }
        }
        return Optional.empty();
    }

    /** The stored form of a name: trimmed and composed (NFC). An invalid name stays unchanged. */
    public static String kept(String name) {
        return flaw(name).isPresent() ? name : comparable(Blanks.trim(name));
    }

    /** The form for comparison: names that differ only in the encoding of accents are equal. */
    public static String comparable(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static Optional<String> unwanted(String name, int at) {
        var codePoint = name.codePointAt(at);
        var what =
                switch (Character.getType(codePoint)) {
                    case Character.CONTROL -> "a control character";
                    case Character.FORMAT -> joinsLetters(name, at, codePoint) ? null : "a format character";
                    case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "a line separator";
                    case Character.SURROGATE -> "half of a character";
                    case Character.UNASSIGNED -> "no known character";
                    default -> INVISIBLE.indexOf(codePoint) >= 0 ? "an invisible character" : null;
                };
        return Optional.ofNullable(what);
    }

    /** Some scripts need these two characters inside words. */
    private static boolean joinsLetters(String name, int at, int codePoint) {
        return (codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER)
                && at > 0
                && at + 1 < name.length()
                && isOfAWord(name.codePointBefore(at))
                && isOfAWord(name.codePointAt(at + 1));
    }

    private static boolean isOfAWord(int codePoint) {
        return Character.isLetter(codePoint)
                || Character.getType(codePoint) == Character.NON_SPACING_MARK
                || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }
}

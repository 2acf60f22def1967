package dev.edict.command.naming;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** The text of names: which characters a name may have, and in which form it is kept and compared. */
public final class NameText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Letters, marks and a symbol without a shape of their own: a name of these looks like another one, or like none. */
    private static final String INVISIBLE = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private NameText() {}

    /**
     * What is wrong with a name, in one phrase that says which character stands where and does not repeat it; empty for
     * a sound one. Blanks around the name are no part of it.
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
                        "U+%04X at character %d is %s, which a name may not have",
                        name.codePointAt(at),
                        name.codePointCount(0, at) + 1,
                        kind.get()));
            }
        }
        return Optional.empty();
    }

    /** The form in which a name is kept: without the blanks around it, composed (NFC). One with a flaw stays as it is. */
    public static String kept(String name) {
        return flaw(name).isPresent() ? name : comparable(Blanks.trim(name));
    }

    /** The form in which names are compared: two that only differ in how accents are encoded are the same. */
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

    /** Some scripts cannot be written without these two inside of words. */
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

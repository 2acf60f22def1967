package dev.edict.cli.io;

/** How many columns of a terminal a text takes. */
final class TextWidth {

    private static final String CUT = "…";

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** The text, or its beginning within a width with an ellipsis. */
    static String cut(String text, int longest) {
        if (of(text) <= longest) {
            return text;
        }
        var width = 0;
        var end = 0;
        while (end < text.length()) {
            var codePoint = text.codePointAt(end);
            width += of(codePoint);
            if (width > longest - 1) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + CUT;
    }

    private static int of(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /** East Asian Wide and Fullwidth (Unicode Standard Annex 11), by their blocks, and pictographs. */
    private static boolean isWide(int codePoint) {
        return codePoint >= 0x1100
                && (codePoint <= 0x115F
                        || isBetween(codePoint, 0x2E80, 0xA4CF)
                        || isBetween(codePoint, 0xAC00, 0xD7A3)
                        || isBetween(codePoint, 0xF900, 0xFAFF)
                        || isBetween(codePoint, 0xFE30, 0xFE6F)
                        || isBetween(codePoint, 0xFF00, 0xFF60)
                        || isBetween(codePoint, 0xFFE0, 0xFFE6)
                        || isBetween(codePoint, 0x1F300, 0x1FAFF)
                        || isBetween(codePoint, 0x20000, 0x3FFFD));
    }

    private static boolean isBetween(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}

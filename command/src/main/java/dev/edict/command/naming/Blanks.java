package dev.edict.command.naming;

/** The whitespace that a client's {@code trim()} removes (ECMA-262); it is not part of a name. */
final class Blanks {

    private static final String OTHER = "\t\n\u000B\f\r\u2028\u2029\uFEFF";

    private Blanks() {}

    /** The text without leading and trailing whitespace. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return Character.getType(character) == Character.SPACE_SEPARATOR || OTHER.indexOf(character) >= 0;
    }
}

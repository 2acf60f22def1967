package dev.edict.command.naming;

/** The blanks around a name that do not belong to it: those that a client's own {@code trim()} takes away (ECMA-262). */
final class Blanks {

    private static final String OTHER = "\t\n\u000B\f\r\u2028\u2029\uFEFF";

    private Blanks() {}

    /** The text from its first to its last character that is none. */
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

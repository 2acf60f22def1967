package dev.edict.decision.input;

/** Unpaired surrogates, which JSON escapes can express and UTF-8 cannot. */
final class Surrogates {
    private static final char REPLACEMENT = '\ufffd';

    private Surrogates() {}

    /** The text as decision points decode it: an unpaired surrogate becomes U+FFFD. */
    static String replaced(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replacedFrom(i, text);
            }
        }
        return text;
    }

    private static String replacedFrom(int first, String text) {
        var replaced = new StringBuilder(text.length()).append(text, 0, first);
        text.substring(first)
                .codePoints()
                .map(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? REPLACEMENT : c)
                .forEach(replaced::appendCodePoint);
        return replaced.toString();
    }
}

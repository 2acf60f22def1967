package dev.edict.query.report.file;

/** Text that a browser shows as it is, in an element and in a quoted attribute. */
final class HtmlText {

    private static final char REPLACEMENT = '\uFFFD';

    private HtmlText() {}

    static String of(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (var at = 0; at < text.length(); at++) {
            append(escaped, text, at);
        }
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, String text, int at) {
        var character = text.charAt(at);
        switch (character) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            case '\t', '\n' -> escaped.append(character);
            // HTML has no form for control characters
            default -> escaped.append(Character.isISOControl(character) ? REPLACEMENT : character);
        }
    }
}

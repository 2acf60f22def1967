package dev.edict.decision;

import java.util.Set;

/** Moves through a document; steps over what carries no meaning and says what stands where something else was needed. */
final class SourceCursor {
    private static final String OPERATORS = "|&+-*/%<>!=:";
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private final PolicyDocument document;
    private final String text;
    private int at;

    SourceCursor(PolicyDocument document) {
        this.document = document;
        this.text = document.content();
        this.at = text.startsWith("\ufeff") ? 1 : 0;
    }

    int offset() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The character here, or U+0000 at the end, which no document may contain. */
    char current() {
        return atEnd() ? 0 : text.charAt(at);
    }

    char next() {
        char c = current();
        at++;
        return c;
    }

    boolean isAt(String expected) {
        return text.startsWith(expected, at);
    }

    boolean take(String expected) {
        if (!isAt(expected)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** The name here, empty when there is none. */
    String takeName() {
        int start = at;
        if (SourceScan.isNameStart(text, at)) {
            at = SourceScan.skipName(text, at);
        }
        return text.substring(start, at);
    }

    void returnTo(int offset) {
        at = offset;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    /** Steps to the closing character; false without one. */
    boolean skipTo(char closing) {
        int found = text.indexOf(closing, at);
        at = found < 0 ? text.length() : found;
        return found >= 0;
    }

    /** Steps over blanks, comments and line ends. */
    void skipBlanks() {
        skipBlanksOfLine();
        while (current() == '\n') {
            at++;
            skipBlanksOfLine();
        }
    }

    /** Steps over the blanks and the comment that stand before the line's end. */
    void skipBlanksOfLine() {
        while (current() == ' ' || current() == '\t' || current() == '\r') {
            at++;
        }
        if (current() == '#') {
            skipTo('\n');
        }
    }

    boolean atEndOfLine() {
        return atEnd() || current() == '\n';
    }

    SourcePosition positionAt(int offset) {
        return new SourcePosition(document, offset);
    }

    UnreadablePolicy unreadable(int offset, String what) {
        return new UnreadablePolicy(positionAt(offset), what);
    }

    UnreadablePolicy unreadable(String what) {
        return unreadable(at, what);
    }

    /** Names the construct that stands here, where {@code expected} should. */
    UnreadablePolicy unexpected(String expected) {
        int start = at;
        var construct = construct();
        return unreadable(start, construct + " where " + expected + " is expected");
    }

    private String construct() {
        if (atEnd()) {
            return "the end of the text";
        }
        if (SourceScan.isNameStart(text, at)) {
            return constructNamed(takeDottedName());
        }
        char c = current();
        if (c == '|') {
            return "a comprehension or union";
        }
        if (OPERATORS.indexOf(c) >= 0) {
            return "the operator " + c;
        }
        return switch (c) {
            case '\n' -> "the end of the line";
            case '"', '`' -> "a string";
            case '{' -> "a rule body";
            default ->
                Character.isISOControl(c) || c > '~'
                        ? String.format("the character U+%04X", text.codePointAt(at))
                        : "the character " + c;
        };
    }

    private String constructNamed(String name) {
        return switch (name) {
            case "if" -> "a rule body (if)";
            case "some", "every", "not", "with", "in", "as", "default", "else", "contains", "import", "package" ->
                "the keyword " + name;
            default ->
                switch (current()) {
                    case '(' -> "a call of " + name;
                    case '[' -> "a reference into " + name;
                    default -> (CONSTANTS.contains(name) ? "the value " : "a reference to ") + name;
                };
        };
    }

    /** The names joined by dots that stand here, empty when there is none. */
    String takeDottedName() {
        int start = at;
        takeName();
        while (current() == '.' && SourceScan.isNameStart(text, at + 1)) {
            at = SourceScan.skipName(text, at + 1);
        }
        return since(start);
    }
}

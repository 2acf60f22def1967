package dev.edict.decision.language;

import dev.edict.decision.language.Token.Kind;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a document into names, strings, numbers and marks (the lexical grammar of Rego), in one pass. */
final class Lexer {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final List<String> DOUBLE_MARKS = List.of(":=", "==", "!=", "<=", ">=");
    private static final String SINGLE_MARKS = "()[]{},:;.=<>+-*/%&|";

    /**
     * A comment.
     *
     * @param text without the number sign
     * @param ownsLine whether it is preceded only by blanks on its line
     */
    record Comment(String text, boolean ownsLine) {}

    private final Problems problems;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int at;
    private boolean lineIsBlank = true;

    private Lexer(Problems problems) {
        this.problems = problems;
        this.text = problems.source().text();
        this.at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    }

    record Lexed(List<Token> tokens, List<Comment> comments) {}

    static Lexed lex(Problems problems) {
        var lexer = new Lexer(problems);
        lexer.refuseMarksWithin();
        lexer.run();
        return new Lexed(lexer.tokens, lexer.comments);
    }

    /** Decision points accept a byte-order mark only at the beginning, also not in strings and comments. */
    private void refuseMarksWithin() {
        for (int mark = text.indexOf(BYTE_ORDER_MARK, 1); mark >= 0; mark = text.indexOf(BYTE_ORDER_MARK, mark + 1)) {
            problems.add(
                    ProblemCode.UNEXPECTED_CHARACTER, mark, Described.character(BYTE_ORDER_MARK.codePointAt(0)), null);
        }
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                lineIsBlank = true;
                at++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '#') {
                comment();
            } else {
                token(c);
                lineIsBlank = false;
            }
        }
        tokens.add(new Token(Kind.END, at, at, true, "", null));
    }

    private void comment() {
        int feed = text.indexOf('\n', at);
        int end = feed < 0 ? text.length() : feed;
        comments.add(new Comment(text.substring(at + 1, end), lineIsBlank));
        at = end;
    }

    private void token(char c) {
        if (isNameStart(c)) {
            name();
        } else if (c == '"') {
            quoted();
        } else if (c == '`') {
            raw();
        } else if (isDigit(c) || (c == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            number();
        } else {
            mark(c);
        }
    }

    private void name() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        add(Kind.NAME, start, text.substring(start, at), null);
    }

    private void quoted() {
        int start = at;
        var string = QuotedString.read(text, start, problems);
        at = string.end();
        add(Kind.STRING, start, "", string.value() == null ? null : new StringLiteral(string.value()));
    }

    private void raw() {
        int start = at;
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            problems.add(ProblemCode.UNTERMINATED_STRING, start, "an unterminated raw string", null);
            at = text.length();
            add(Kind.STRING, start, "", null);
        } else {
            at = end + 1;
            add(Kind.STRING, start, "", new StringLiteral(text.substring(start + 1, end)));
        }
    }

    private void number() {
        int start = at;
        var numeral = Numeral.read(text, start, problems);
        at = numeral.end();
        add(Kind.NUMBER, start, "", numeral.value());
    }

    private void mark(char c) {
        int start = at;
        for (var mark : DOUBLE_MARKS) {
            if (text.startsWith(mark, at)) {
                at += mark.length();
                add(Kind.MARK, start, mark, null);
                return;
            }
        }
        int codePoint = text.codePointAt(at);
        at += Character.charCount(codePoint);
        if (SINGLE_MARKS.indexOf(c) >= 0) {
            add(Kind.MARK, start, String.valueOf(c), null);
        } else {
            problems.add(ProblemCode.UNEXPECTED_CHARACTER, start, Described.character(codePoint), null);
        }
    }

    private void add(Kind kind, int start, String name, @Nullable Literal value) {
        tokens.add(new Token(kind, start, at, lineIsBlank, name, value));
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

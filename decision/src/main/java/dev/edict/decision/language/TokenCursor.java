package dev.edict.decision.language;

import java.util.List;
import java.util.Set;

/** Moves through the tokens of a document. */
final class TokenCursor {
    /** Words that continue the previous expression, on any line. */
    static final Set<String> CONTINUING = Set.of("else", "if", "in", "with", "as", "contains");

    private static final Set<String> AWAITING = Set.of("if", "contains", "in", "not", "with", "as", "else", "default");

    private final List<Token> tokens;
    private int at;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token this many positions ahead, or the end. */
    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token previous() {
        return tokens.get(Math.max(at - 1, 0));
    }

    /** Returns the current token and moves to the next one; the end stays current. */
    Token next() {
        var token = peek();
        if (!token.isEnd()) {
            at++;
        }
        return token;
    }

    boolean take(String text) {
        boolean there = peek().is(text);
        if (there) {
            next();
        }
        return there;
    }

    int index() {
        return at;
    }

    void returnTo(int index) {
        at = index;
    }

    /** Skips to the separator or bracket that ends the current element. */
    void skipElement() {
        int depth = 0;
        while (!peek().isEnd() && !(depth == 0 && (peek().is(",") || peek().closes()))) {
            depth += peek().opens() ? 1 : peek().closes() ? -1 : 0;
            next();
        }
    }

    /** Skips an opening bracket, its content, and the closing bracket. */
    void skipBracket() {
        int depth = 0;
        do {
            depth += peek().opens() ? 1 : peek().closes() ? -1 : 0;
            next();
        } while (depth > 0 && !peek().isEnd());
    }

    /** Skips to the next line that can begin a statement, at least one token. */
    void skipStatement() {
        int depth = 0;
        do {
            depth = Math.max(0, depth + (peek().opens() ? 1 : peek().closes() ? -1 : 0));
            next();
        } while (!peek().isEnd() && !(depth == 0 && beginsStatement()));
    }

    private boolean beginsStatement() {
        var token = peek();
        var before = previous();
        boolean awaited = before.isName() ? AWAITING.contains(before.text()) : isOperator(before);
        return token.startsLine() && token.isName() && !CONTINUING.contains(token.text()) && !awaited;
    }

    private static boolean isOperator(Token token) {
        return token.kind() == Token.Kind.MARK && !token.closes();
    }
}

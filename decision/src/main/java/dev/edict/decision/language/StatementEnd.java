package dev.edict.decision.language;

import java.util.List;
import java.util.Set;

/**
 * Finds where a statement of Rego ends, without parsing it. OPA needs no line break there: of two values side by side,
 * outside of brackets, the second begins a statement.
 */
final class StatementEnd {
    private static final String CONTAINS = "contains";

    /** Keywords in every document; what follows one belongs to the same statement. */
    private static final Set<String> RESERVED =
            Set.of("as", "default", "else", "import", "not", "package", "some", "with");

    /** The reserved words that may follow a value. */
    private static final Set<String> JOINING = Set.of("as", "else", "with");

    /** Keywords between two values. Without an import they may be names too. */
    private static final Set<String> INFIX = Set.of(CONTAINS, "if", "in");

    private final List<Token> tokens;
    private int at;

    /** Whether the token before the current one ends a value. */
    private boolean afterValue;

    /** Whether everything so far is the name of the rule, or a reference. */
    private boolean inHead = true;

    private StatementEnd(List<Token> tokens, int start) {
        this.tokens = tokens;
        this.at = start;
    }

    /**
     * Returns the index of the next token that begins a statement, or of the end.
     *
     * @param start index of the first token of the statement
     */
    static int after(List<Token> tokens, int start) {
        return new StatementEnd(tokens, start).run();
    }

    private int run() {
        do {
            step();
        } while (!tokens.get(at).isEnd() && !(afterValue && begins()));
        return at;
    }

    private void step() {
        var token = tokens.get(at);
        if (token.opens()) {
            skipBracket();
            afterValue = true;
        } else {
            boolean keyword = isKeyword(token);
            afterValue = token.is(";") || (token.endsValue() && !keyword);
            inHead &= token.is(".") || (token.isName() && !keyword);
            at++;
        }
    }

    private void skipBracket() {
        int depth = 0;
        do {
            depth += tokens.get(at).opens() ? 1 : tokens.get(at).closes() ? -1 : 0;
            at++;
        } while (depth > 0 && !tokens.get(at).isEnd());
    }

    /** Whether the current token, which follows a value, is a name and no keyword that joins it to the value. */
    private boolean begins() {
        var token = tokens.get(at);
        boolean joins = (JOINING.contains(token.text()) && !isReference(token))
                || (INFIX.contains(token.text()) && !isHead(token));
        return token.isName() && !joins;
    }

    private boolean isKeyword(Token token) {
        if (!token.isName() || follows(".") || isReference(token)) {
            return false;
        }
        if (INFIX.contains(token.text())) {
            return afterValue || follows("else");
        }
        return RESERVED.contains(token.text()) || (token.is("every") && quantifies());
    }

    private boolean follows(String text) {
        return at > 0 && tokens.get(at - 1).is(text);
    }

    /** Whether the current {@code every} is followed by its variables; it is a name otherwise. */
    private boolean quantifies() {
        return peek(1).isName() && (peek(2).is(",") || peek(2).is("in"));
    }

    /** Whether a keyword between two values is the head of a rule instead. */
    private boolean isHead(Token word) {
        return isReference(word) || peek(1).is(":=") || peek(1).is("=");
    }

    /** OPA reads a keyword as a name if it is referred into, but {@code contains} not behind the name of a rule. */
    private boolean isReference(Token word) {
        var next = peek(1);
        return next.touches(word) && (next.is(".") || (next.is("[") && !(inHead && word.is(CONTAINS))));
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }
}

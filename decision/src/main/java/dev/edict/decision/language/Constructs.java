package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names unexpected constructs, and distinguishes logic from syntax errors. */
final class Constructs {
    private static final Set<String> OPERATORS =
            Set.of("|", "&", "+", "-", "*", "/", "%", "<", ">", "<=", ">=", "==", "!=");
    private static final Set<String> KEYWORDS =
            Set.of("some", "every", "not", "with", "in", "as", "default", "else", "contains", "import", "package");
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    private static final Set<String> NO_LOGIC = Set.of("package", "import", "true", "false", "null");

    private final TokenCursor tokens;
    private final Problems problems;

    Constructs(TokenCursor tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Reports the current token as unexpected. */
    void unexpected(String expected) {
        unexpected(expected, null);
    }

    /** Reports the current token, which is in or after the value at this path. */
    void unexpected(String expected, @Nullable ValuePath path) {
        problems.add(
                isLogic() ? ProblemCode.LOGIC_NOT_ALLOWED : ProblemCode.SYNTAX_ERROR,
                tokens.peek().start(),
                name(),
                expected,
                path == null ? null : path.toString());
    }

    private boolean isLogic() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> !NO_LOGIC.contains(token.text()) || isApplied();
            case MARK -> OPERATORS.contains(token.text()) || isReference(token) || isBody(token);
            case NUMBER -> isSubtracted(token);
            default -> false;
        };
    }

    private boolean isReference(Token token) {
        return token.touches(tokens.previous())
                && tokens.previous().endsValue()
                && (token.is("[") || token.is("(") || token.is("."));
    }

    private boolean isBody(Token token) {
        return token.is("{") && tokens.previous().endsValue();
    }

    /** The sign of a number after a value is an operator. */
    private boolean isSubtracted(Token number) {
        return tokens.previous().endsValue() && problems.source().text().startsWith("-", number.start());
    }

    private String name() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case END -> "the end of the text";
            case STRING -> "a string";
            case NUMBER -> isSubtracted(token) ? "the operator -" : "a number";
            case NAME -> named(token.text());
            case MARK -> marked(token);
        };
    }

    private String marked(Token token) {
        if (token.is("|")) {
            return "a comprehension or union";
        }
        if (OPERATORS.contains(token.text())) {
            return "the operator " + token.text();
        }
        if (isReference(token)) {
            return "a reference into a value";
        }
        return isBody(token) ? "a rule body" : "the character " + token.text();
    }

    private String named(String first) {
        if (first.equals("if")) {
            return "a rule body (if)";
        }
        if (KEYWORDS.contains(first)) {
            return "the keyword " + first;
        }
        int length = dottedLength();
        var name = Described.shortened(dotted(length));
        var after = tokens.peek(length);
        if (after.is("|")) {
            return "a comprehension or union";
        }
        if (after.is("(")) {
            return "a call of " + name;
        }
        if (after.is("[")) {
            return "a reference into " + name;
        }
        return (CONSTANTS.contains(name) ? "the value " : "a reference to ") + name;
    }

    private boolean isApplied() {
        var after = tokens.peek(1);
        return after.touches(tokens.peek()) && (after.is("(") || after.is("[") || after.is("."));
    }

    /** The number of tokens of the name here, including its dots. */
    private int dottedLength() {
        int length = 1;
        while (tokens.peek(length).is(".") && tokens.peek(length + 1).isName()) {
            length += 2;
        }
        return length;
    }

    private String dotted(int length) {
        var name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append(tokens.peek(i).text());
        }
        return name.toString();
    }
}

package dev.edict.decision.language;

import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Parses one rule of the form {@code name := value} or {@code restrict contains value}. */
final class RuleParser {
    private static final String RESTRICT = "restrict";

    private final TokenCursor tokens;
    private final Problems problems;
    private final Constructs constructs;
    private final boolean knowsContains;
    private final boolean recovers;

    /**
     * @param knowsContains whether {@code contains} is a keyword
     * @param recovers whether to skip the rest of a statement that is not data; otherwise reading stops within it
     */
    RuleParser(TokenCursor tokens, Problems problems, boolean knowsContains, boolean recovers) {
        this.tokens = tokens;
        this.problems = problems;
        this.constructs = new Constructs(tokens, problems);
        this.knowsContains = knowsContains;
        this.recovers = recovers;
    }

    Definition read() {
        var first = tokens.next();
        if (first.is("default") && tokens.peek().isName()) {
            return logic(tokens.next(), first.start(), "a default value");
        }
        if (tokens.peek().touches(first)) {
            if (tokens.peek().is("(")) {
                return logic(first, first.start(), "a function");
            }
            if (tokens.peek().is("[") || tokens.peek().is(".")) {
                return logic(first, first.start(), "a reference as the head of a rule");
            }
        }
        return operator(first);
    }

    private Definition operator(Token name) {
        var operator = tokens.peek();
        if (tokens.take(":=") || tokens.take("=")) {
            return value(name, Kind.COMPLETE);
        }
        if (operator.is("contains")) {
            return contains(name, operator);
        }
        if (operator.is("{")) {
            return logic(name, operator.start(), "a rule body");
        }
        constructs.unexpected("the value of " + Described.shortened(name.text()));
        recover();
        return new Definition(name.text(), name.start(), Kind.COMPLETE, null, "");
    }

    private Definition contains(Token name, Token operator) {
        if (!name.is(RESTRICT)) {
            return logic(name, operator.start(), "a set of %s built up by contains".formatted(name.text()));
        }
        if (!knowsContains) {
            problems.add(
                    ProblemCode.MISSING_IMPORT,
                    operator.start(),
                    "contains, which is a keyword only with an import",
                    null);
        }
        tokens.next();
        return value(name, Kind.ELEMENT);
    }

    private Definition value(Token name, Kind kind) {
        var path = new ValuePath(name.text());
        var value = new ValueParser(tokens, problems, constructs, path).read();
        endStatement(name.text());
        return new Definition(name.text(), name.start(), kind, value, "");
    }

    private Definition logic(Token name, int offset, String what) {
        problems.add(
                ProblemCode.LOGIC_NOT_ALLOWED,
                offset,
                "%s (%s)".formatted(what, Described.shortened(name.text())),
                "a rule with a literal value");
        recover();
        return new Definition(name.text(), name.start(), Kind.COMPLETE, null, "");
    }

    private void recover() {
        if (recovers) {
            tokens.skipStatement();
        }
    }

    /** One statement per line: nothing after a literal on the same line can belong to it. */
    private void endStatement(String name) {
        var token = tokens.peek();
        boolean goesOn = token.startsLine() && !token.isName() && !token.isEnd();
        if (token.startsLine() && !goesOn && !isContinuation(token)) {
            return;
        }
        constructs.unexpected("the end of the definition of " + Described.shortened(name));
        recover();
    }

    private static boolean isContinuation(@Nullable Token token) {
        return token != null && token.isName() && TokenCursor.CONTINUING.contains(token.text());
    }
}

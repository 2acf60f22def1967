package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import java.util.ArrayDeque;
import java.util.List;

/** Checks that every bracket is closed by a matching one. */
final class Brackets {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private Brackets() {}

    /**
     * Reports the first unmatched bracket and returns its offset, because the structure of the rest is unknown;
     * otherwise returns the end of the text.
     */
    static int check(List<Token> tokens, Problems problems) {
        var open = new ArrayDeque<Token>();
        for (var token : tokens) {
            if (token.opens()) {
                open.push(token);
            } else if (token.closes()) {
                var opening = open.poll();
                if (opening == null || !closingOf(opening).equals(token.text())) {
                    problems.add(
                            ProblemCode.UNBALANCED_DELIMITERS,
                            token.start(),
                            "a closing " + token.text(),
                            opening == null ? null : closingOf(opening));
                    return token.start();
                }
            }
        }
        var unclosed = open.peekLast();
        if (unclosed == null) {
            return Integer.MAX_VALUE;
        }
        problems.add(
                ProblemCode.UNBALANCED_DELIMITERS,
                unclosed.start(),
                "a %s that is never closed".formatted(unclosed.text()),
                null);
        return unclosed.start();
    }

    private static String closingOf(Token opening) {
        return String.valueOf(CLOSING.charAt(OPENING.indexOf(opening.text())));
    }
}

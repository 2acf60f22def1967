package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The requirements of contract §8.2 for every document, in any policy language. */
final class Surface {
    private static final String PACKAGE = "caracal.authz";
    private static final String DIRECTIVE = "caracal:data-document";

    /** The tokens that follow the name of a rule according to the stock validator. */
    private static final Set<String> BEGINNING = Set.of(":=", "=", "==", "contains", "{", "if");

    private static final List<String> FORBIDDEN_BUILTINS = List.of(
            "http.send",
            "net.lookup_ip_addr",
            "net.cidr_contains",
            "net.cidr_intersects",
            "net.cidr_expand",
            "net.cidr_merge",
            "opa.runtime",
            "rand.intn",
            "time.now_ns");

    private final List<Token> tokens;
    private final List<Lexer.Comment> comments;
    private final List<Definition> definitions;
    private final Problems problems;

    Surface(List<Token> tokens, List<Lexer.Comment> comments, List<Definition> definitions, Problems problems) {
        this.tokens = tokens;
        this.comments = comments;
        this.definitions = definitions;
        this.problems = problems;
    }

    void check(String packageName) {
        forbidBuiltins();
        if (!packageName.isEmpty() && !packageName.equals(PACKAGE)) {
            problems.add(
                    ProblemCode.MUST_USE_PACKAGE_CARACAL_AUTHZ,
                    tokens.get(0).start(),
                    "the package " + Described.shortened(packageName),
                    PACKAGE);
        }
        if (comments.stream().noneMatch(Surface::isDirective)) {
            problems.add(ProblemCode.MUST_BE_DATA_DOCUMENT, 0, "no line # " + DIRECTIVE, null);
        }
        checkRules();
    }

    private static boolean isDirective(Lexer.Comment comment) {
        var text = withoutLeadingSpace(comment.text());
        return comment.ownsLine()
                && text.startsWith(DIRECTIVE)
                && (text.length() == DIRECTIVE.length() || !Lexer.isNamePart(text.charAt(DIRECTIVE.length())));
    }

    private static String withoutLeadingSpace(String text) {
        int begin = 0;
        while (begin < text.length() && isSpace(text.charAt(begin))) {
            begin++;
        }
        return text.substring(begin);
    }

    /**
     * White space as the stock validator defines it (contract §8.2), like JavaScript: ASCII white space, the
     * separators, and the byte-order mark.
     */
    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == '\ufeff' || Character.isSpaceChar(c);
    }

    private void checkRules() {
        var seen = seenByTheContract();
        for (var definition : definitions) {
            if (definition.name().equals("result") && seen.contains(definition.offset())) {
                problems.add(
                        ProblemCode.DATA_DOCUMENT_MUST_NOT_DEFINE_RESULT, definition.offset(), "a rule result", null);
            } else if (DataRule.named(definition.name()).isEmpty()) {
                problems.addNaming(
                        ProblemCode.DATA_DOCUMENT_RULE_NOT_ALLOWED,
                        Described.shortened(definition.name()),
                        0,
                        definition.offset(),
                        "a rule " + Described.shortened(definition.name()));
            }
        }
        if (definitions.isEmpty()) {
            problems.add(
                    ProblemCode.DATA_DOCUMENT_MUST_DEFINE_DATA,
                    tokens.get(tokens.size() - 1).start(),
                    "the end of the text",
                    "a rule");
        } else if (seen.isEmpty()) {
            problems.add(
                    ProblemCode.DATA_DOCUMENT_MUST_DEFINE_DATA,
                    definitions.get(0).offset(),
                    "no rule that gives a name its value",
                    "a rule");
        }
    }

    /**
     * Offsets of the definitions that the stock validator recognises as rules; it does not support references as rule
     * heads.
     */
    private Set<Integer> seenByTheContract() {
        var offsets = definitions.stream().map(Definition::offset).collect(Collectors.toSet());
        var seen = new HashSet<Integer>();
        for (int i = 0; i < tokens.size(); i++) {
            int start = tokens.get(i).start();
            if (offsets.contains(start)
                    && BEGINNING.contains(behindArguments(i + 1).text())) {
                seen.add(start);
            }
        }
        return seen;
    }

    private Token behindArguments(int at) {
        int depth = 0;
        int i = at;
        if (tokens.get(i).is("(")) {
            do {
                depth += tokens.get(i).opens() ? 1 : tokens.get(i).closes() ? -1 : 0;
                i++;
            } while (depth > 0 && i < tokens.size() - 1);
        }
        return tokens.get(i);
    }

    private void forbidBuiltins() {
        for (int i = 0; i < tokens.size(); i++) {
            boolean begins =
                    tokens.get(i).isName() && (i == 0 || !tokens.get(i - 1).is("."));
            if (begins) {
                forbidBuiltin(i);
            }
        }
    }

    private void forbidBuiltin(int first) {
        var name = new StringBuilder(tokens.get(first).text());
        int at = first + 1;
        while (at + 1 < tokens.size()
                && tokens.get(at).is(".")
                && tokens.get(at + 1).isName()) {
            name.append('.').append(tokens.get(at + 1).text());
            at += 2;
        }
        int known = FORBIDDEN_BUILTINS.indexOf(name.toString());
        if (known >= 0 && tokens.get(at).is("(")) {
            problems.addNaming(
                    ProblemCode.FORBIDDEN_BUILTIN,
                    name.toString(),
                    known,
                    tokens.get(first).start(),
                    "a call of " + name);
        }
    }
}

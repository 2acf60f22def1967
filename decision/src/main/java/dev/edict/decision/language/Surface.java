package dev.edict.decision.language;

import java.util.List;

/** What contract §8.2 asks of every document, whatever language it is in. */
final class Surface {
    private static final String PACKAGE = "caracal.authz";
    private static final String DIRECTIVE = "caracal:data-document";

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
        var text = comment.text().strip();
        return comment.ownsLine()
                && text.startsWith(DIRECTIVE)
                && (text.length() == DIRECTIVE.length() || !Lexer.isNamePart(text.charAt(DIRECTIVE.length())));
    }

    private void checkRules() {
        for (var definition : definitions) {
            if (definition.name().equals("result")) {
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
        }
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

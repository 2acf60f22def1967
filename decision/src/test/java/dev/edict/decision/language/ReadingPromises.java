package dev.edict.decision.language;

import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal;
import dev.edict.decision.value.LiteralText;
import java.util.ArrayList;
import java.util.List;

/** Properties that hold for every text, valid or not. */
public final class ReadingPromises {
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";

    private ReadingPromises() {}

    private record Said(String name, Kind kind, Literal value) {}

    /**
     * Parses it in both languages. Every error has a place, and an accepted document can be printed and parsed again.
     */
    public static void check(String text) {
        var literal = read(text, PolicyLanguage.LITERAL);
        var rego = read(text, PolicyLanguage.REGO);
        PolicyPreview.of(text);
        if (literal.problems().isEmpty()) {
            require(said(literal).equals(said(rego)), "a literal document is the same data where logic is allowed");
            printsAsItReads(said(literal));
        }
    }

    private static ParsedDocument read(String text, PolicyLanguage language) {
        var parsed = ParsedDocument.of("doc", text, language);
        var problems = parsed.problems().inOrder();
        require(problems.size() <= Problems.MAX_SHOWN + 1, "problems are bounded");
        require(problems.isEmpty() == parsed.firstViolation().isEmpty(), "a violation is one of the problems");
        for (var problem : problems) {
            require(
                    problem.line() >= 1
                            && problem.line() <= text.length() + 1
                            && problem.column() >= 1
                            && problem.column() <= text.length() + 1,
                    "a problem is somewhere in the text");
            require(problem.excerpt().length() < 400, "excerpts are short");
        }
        return parsed;
    }

    private static void printsAsItReads(List<Said> said) {
        var printed = new StringBuilder(HEAD);
        for (var one : said) {
            printed.append(one.name())
                    .append(one.kind() == Kind.ELEMENT ? " contains " : " := ")
                    .append(LiteralText.of(one.value()))
                    .append('\n');
        }
        var again = read(printed.toString(), PolicyLanguage.LITERAL);
        require(again.problems().isEmpty(), "what is printed is read: " + again.problems());
        require(said(again).equals(said), "what is printed reads as the same value");
    }

    private static List<Said> said(ParsedDocument document) {
        var said = new ArrayList<Said>();
        for (var definition : document.definitions()) {
            var value = definition.value();
            var literal = value == null ? null : value.literal();
            require(literal != null, "without a problem there is a value");
            if (literal != null) {
                said.add(new Said(definition.name(), definition.kind(), literal));
            }
        }
        return said;
    }

    private static void require(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError(promise);
        }
    }
}

package dev.edict.decision.language;

import dev.edict.decision.problem.Problems;
import dev.edict.decision.value.Literal.StringLiteral;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A preview of a document before it is stored (contract §1.2, {@code preview}).
 *
 * @param packageName the declared package
 * @param rules sorted names of the recognised rules
 * @param defaultResult whether a default {@code result} is declared
 * @param decisions sorted; the values {@code allow} and {@code deny} that occur as the text of a {@code "decision"}
 *     member
 * @param inputsReferenced sorted paths under {@code input}, such as {@code input.principal.id}
 * @param dataReferenced sorted paths under {@code data}
 */
public record PolicyPreview(
        String packageName,
        List<String> rules,
        boolean defaultResult,
        List<String> decisions,
        List<String> inputsReferenced,
        List<String> dataReferenced) {

    public PolicyPreview {
        rules = List.copyOf(rules);
        decisions = List.copyOf(decisions);
        inputsReferenced = List.copyOf(inputsReferenced);
        dataReferenced = List.copyOf(dataReferenced);
    }

    /** Previews a document; for an invalid one, as far as it is recognised. */
    public static PolicyPreview of(String content) {
        var parsed = ParsedDocument.of("", content, PolicyLanguage.REGO);
        var tokens = Lexer.lex(new Problems(parsed.source())).tokens();
        var rules = new TreeSet<String>();
        parsed.definitions().forEach(definition -> rules.add(definition.name()));
        return new PolicyPreview(
                parsed.packageName(),
                List.copyOf(rules),
                hasSequence(tokens, "default", "result"),
                decisions(tokens),
                pathsUnder("input", tokens),
                pathsUnder("data", tokens));
    }

    private static boolean hasSequence(List<Token> tokens, String first, String second) {
        return IntStream.range(1, tokens.size())
                .anyMatch(i -> tokens.get(i - 1).is(first) && tokens.get(i).is(second));
    }

    private static List<String> decisions(List<Token> tokens) {
        var found = new TreeSet<String>();
        for (int i = 2; i < tokens.size(); i++) {
            if (string(tokens.get(i - 2)).equals("decision")
                    && tokens.get(i - 1).is(":")) {
                found.add(string(tokens.get(i)));
            }
        }
        found.retainAll(List.of("allow", "deny"));
        return List.copyOf(found);
    }

    private static String string(Token token) {
        return token.value() instanceof StringLiteral string ? string.value() : "";
    }

    private static List<String> pathsUnder(String root, List<Token> tokens) {
        var paths = new TreeSet<String>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean begins =
                    tokens.get(i).is(root) && (i == 0 || !tokens.get(i - 1).is("."));
            if (begins && tokens.get(i + 1).is(".")) {
                paths.add(path(tokens, i));
            }
        }
        return List.copyOf(paths);
    }

    private static String path(List<Token> tokens, int first) {
        var path = new StringBuilder(tokens.get(first).text());
        for (int i = first + 1; tokens.get(i).is(".") && tokens.get(i + 1).isName(); i += 2) {
            path.append('.').append(tokens.get(i + 1).text());
        }
        return path.toString();
    }
}

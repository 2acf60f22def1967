package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;

/** Parses the package declaration, which precedes everything else. */
final class PackageDeclaration {
    private PackageDeclaration() {}

    /** Returns the name, or an empty string after a report. */
    static String read(TokenCursor tokens, Problems problems) {
        var keyword = tokens.peek();
        if (!tokens.take("package")) {
            problems.add(
                    ProblemCode.MISSING_PACKAGE_DECLARATION,
                    keyword.start(),
                    keyword.isEnd() ? "the end of the text" : "something else",
                    "package caracal.authz");
            return "";
        }
        var start = tokens.peek();
        var name = dottedName(tokens);
        var after = tokens.peek();
        if (name.isEmpty() || name.endsWith(".")) {
            problems.add(ProblemCode.INVALID_PACKAGE_NAME, start.start(), "a malformed name", "a package name");
            endDeclaration(tokens);
            return "";
        }
        if (!after.startsLine()) {
            if (!after.is("[")) {
                new Constructs(tokens, problems).unexpected("the end of the package");
            }
            endDeclaration(tokens);
            return after.is("[") ? name + "[" : name;
        }
        return name;
    }

    private static void endDeclaration(TokenCursor tokens) {
        if (!tokens.peek().startsLine()) {
            tokens.skipStatement();
        }
    }

    /** The dotted name here, with a trailing dot if no name follows it; empty if there is none. */
    static String dottedName(TokenCursor tokens) {
        var name = new StringBuilder();
        if (tokens.peek().isName()) {
            name.append(tokens.next().text());
            while (tokens.peek().is(".") && tokens.peek().touches(tokens.previous())) {
                name.append(tokens.next().text());
                if (!tokens.peek().isName() || !tokens.peek().touches(tokens.previous())) {
                    break;
                }
                name.append(tokens.next().text());
            }
        }
        return name.toString();
    }
}

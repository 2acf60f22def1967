package dev.edict.cli.check;

import dev.edict.cli.io.TerminalText;
import dev.edict.command.engine.OpaCompiler;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import dev.edict.decision.problem.Severity;
import dev.edict.decision.problem.Source;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.env.StandardEnvironment;

/** Compiles documents on the OPA of {@code EDICT_OPA_URL} if the local check finds no error in them. */
final class OpaJudgement {

    private final PrintWriter err;
    private boolean missing;

    OpaJudgement(PrintWriter err) {
        this.err = err;
    }

    /** Whether an OPA is configured but did not answer. */
    boolean isMissing() {
        return missing;
    }

    /** Returns a problem if documents do not compile; asks OPA only if they have unchecked parts and no error. */
    List<Problem> of(List<PolicyDocument> documents, List<Problem> found) {
        boolean isSound = found.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
        boolean isJudged = found.stream().noneMatch(problem -> problem.code().equals(ProblemCode.NOT_JUDGED.code()));
        if (!isSound || isJudged || missing) {
            return List.of();
        }
        return OpaCompiler.configuredIn(new StandardEnvironment())
                .map(opa -> judged(opa, documents))
                .orElse(List.of());
    }

    private List<Problem> judged(OpaCompiler opa, List<PolicyDocument> documents) {
        var outcome = opa.compile(documents);
        if (outcome.isCompiled()) {
            err.println("edict check: compiled by " + opa.name());
        } else if (outcome.answered()) {
            return List.of(problem(documents, outcome.words()));
        } else {
            missing = true;
            err.println(TerminalText.shortened("edict check: not compiled: " + outcome.words()));
        }
        return List.of();
    }

    /** Locates the problem where OPA first names a document, or else at the beginning of the last document. */
    private static Problem problem(List<PolicyDocument> documents, String words) {
        for (var document : documents) {
            var place = Pattern.compile(Pattern.quote(document.id()) + ":([0-9]{1,6}):([0-9]{1,6}): ")
                    .matcher(words);
            if (place.find()) {
                return problem(document, offset(document.content(), Integer.parseInt(place.group(1))), words);
            }
        }
        return problem(documents.get(documents.size() - 1), 0, words);
    }

    private static Problem problem(PolicyDocument document, int offset, String words) {
        var problems = new Problems(new Source(document.id(), document.content()));
        problems.add(ProblemCode.NOT_COMPILED, offset, words, null);
        return problems.inOrder().get(0);
    }

    /** The offset of a line; OPA's column is unusable, because it counts bytes and another package name. */
    private static int offset(String text, int line) {
        int offset = 0;
        for (int at = 1; at < line; at++) {
            int feed = text.indexOf('\n', offset);
            if (feed < 0) {
                break;
            }
            offset = feed + 1;
        }
        return offset;
    }
}

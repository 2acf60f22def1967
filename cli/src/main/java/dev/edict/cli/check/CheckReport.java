package dev.edict.cli.check;

import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import java.util.List;
import java.util.Locale;

/** The number of checked documents, and the problems found. */
public record CheckReport(int documents, List<Problem> problems) {

    public CheckReport {
        problems = List.copyOf(problems);
    }

    public long errors() {
        return count(Severity.ERROR);
    }

    public long warnings() {
        return count(Severity.WARNING);
    }

    private long count(Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    /** {@code error} or {@code warning}, which are also SARIF levels. */
    static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}

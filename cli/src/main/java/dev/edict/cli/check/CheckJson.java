package dev.edict.cli.check;

import dev.edict.decision.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a check as JSON, for programs. */
public record CheckJson(int documents, long errors, long warnings, List<Found> problems) {

    public record Found(
            String code,
            String severity,
            String document,
            int line,
            int column,
            String message,
            String found,
            @Nullable String expected,
            @Nullable String path,
            String excerpt,
            String help) {

        static Found of(Problem problem) {
            return new Found(
                    problem.code(),
                    CheckReport.word(problem.severity()),
                    problem.documentId(),
                    problem.line(),
                    problem.column(),
                    problem.message(),
                    problem.found(),
                    problem.expected(),
                    problem.path(),
                    problem.excerpt(),
                    problem.help());
        }
    }

    public static CheckJson of(CheckReport report) {
        return new CheckJson(
                report.documents(),
                report.errors(),
                report.warnings(),
                report.problems().stream().map(Found::of).toList());
    }
}

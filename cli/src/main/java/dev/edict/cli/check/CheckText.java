package dev.edict.cli.check;

import dev.edict.cli.io.TerminalText;
import dev.edict.decision.problem.Problem;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints problems for people; the first line of each has a compiler's format, which editors recognise. */
public final class CheckText {

    private final PrintWriter out;

    public CheckText(PrintWriter out) {
        this.out = out;
    }

    /** Prints each problem, and a line that counts them. */
    public void print(CheckReport report) {
        report.problems().forEach(this::print);
        out.println(summary(report));
    }

    private void print(Problem problem) {
        var path = problem.path() == null ? "" : " [" + problem.path() + "]";
        out.println(TerminalText.of("%s:%d:%d: %s: %s: "
                        .formatted(
                                problem.documentId(),
                                problem.line(),
                                problem.column(),
                                CheckReport.word(problem.severity()),
                                TerminalText.shortened(problem.code())))
                + TerminalText.shortened(problem.message() + path));
        problem.excerpt().lines().forEach(line -> out.println(("    " + TerminalText.of(line)).stripTrailing()));
        out.println("    help: " + problem.help());
    }

    private static String summary(CheckReport report) {
        var documents = counted(report.documents(), "document");
        if (report.problems().isEmpty()) {
            return documents + ", no problem";
        }
        return Stream.of(counted(report.errors(), "error"), counted(report.warnings(), "warning"))
                        .filter(count -> !count.startsWith("0 "))
                        .collect(Collectors.joining(", "))
                + " in "
                + documents;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

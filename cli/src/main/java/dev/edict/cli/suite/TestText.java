package dev.edict.cli.suite;

import dev.edict.cli.check.CheckText;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.TerminalText;
import dev.edict.command.api.simulation.Tally;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.CaseResult.Outcome;
import dev.edict.decision.Explanation.Step;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints a test for people; the first line of each failure has a compiler's format, which editors recognise. */
final class TestText {

    private final PrintWriter out;

    TestText(PrintWriter out) {
        this.out = out;
    }

    void print(TestReport report) {
        new CheckText(out).print(report.check());
        if (!report.isEvaluated()) {
            out.println("no case was evaluated: the documents have errors");
            return;
        }
        if (report.strict() && report.check().warnings() > 0) {
            out.println("warnings fail, because edict.yaml says strict: true");
        }
        for (var suite : report.suites()) {
            suite.failing().forEach(one -> print(suite, one));
        }
        if (report.suites().isEmpty()) {
            out.println("no case: there is none in suites/ and canaries/");
            return;
        }
        report.suites().forEach(suite -> out.println(TerminalText.of(suite.file()) + ": " + counts(suite.tally())));
        var tally = report.tally();
        out.println("%d %s: %s".formatted(tally.cases(), tally.cases() == 1 ? "case" : "cases", counts(tally)));
    }

    private void print(TestedSuite suite, TestedCase one) {
        var result = one.result();
        var what = result.outcome() == Outcome.FAILED ? "failed" : "not executed";
        var name = suite.kind().equals(TestedSuite.SUITE) ? suite.name() + ": " + result.name() : result.name();
        out.println("%s: %s: %s".formatted(one.place(), what, TerminalText.shortened(name)));
        details(one).forEach(line -> out.println("    " + line));
    }

    /** What was expected and what came out, in lines. */
    static List<String> details(TestedCase one) {
        var result = one.result();
        var lines = new ArrayList<String>();
        lines.add("expected  " + TerminalText.shortened(expected(result)));
        lines.add("actual    " + TerminalText.shortened(actual(result)));
        if (result.missingDiagnostics() != null) {
            lines.add("missing   " + TerminalText.shortened(Json.readable(result.missingDiagnostics())));
        }
        one.decidingGate().map(TestText::line).ifPresent(lines::add);
        return lines;
    }

    private static String line(Step gate) {
        var compared = gate.compared().isEmpty() ? "" : " " + TerminalText.shortened(Json.readable(gate.compared()));
        return "gate      %s %s%s".formatted(gate.gate(), gate.passed() ? "passed" : "denied", compared);
    }

    static String expected(CaseResult result) {
        return outcome(result.expected(), result.expectedReason());
    }

    static String actual(CaseResult result) {
        return result.actual() == null ? "no decision: " + result.reason() : outcome(result.actual(), result.reason());
    }

    private static String outcome(String effect, @Nullable String reason) {
        return reason == null ? effect : effect + " " + reason;
    }

    private static String counts(Tally tally) {
        return Stream.of(tally.passed() + " passed", tally.failed() + " failed", tally.notExecuted() + " not executed")
                .filter(count -> !count.startsWith("0 "))
                .collect(Collectors.joining(", "));
    }
}

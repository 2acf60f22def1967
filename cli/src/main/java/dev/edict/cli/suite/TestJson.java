package dev.edict.cli.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edict.cli.check.CheckJson;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.decision.Explanation.Gates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a test as JSON, for programs.
 *
 * @param check as {@code edict check} prints it
 */
record TestJson(
        String zone,
        boolean passed,
        CheckJson check,
        int casesPassed,
        int casesFailed,
        int casesNotExecuted,
        List<Suite> suites) {

    record Suite(String kind, String name, String file, List<Case> cases) {}

    @JsonInclude(Include.NON_NULL)
    record Case(int line, int column, String file, @JsonUnwrapped CaseResult result, @Nullable Gates explanation) {

        static Case of(TestedCase one) {
            var explanation =
                    one.explanation() == null ? null : one.explanation().gates();
            return new Case(
                    one.place().line(), one.place().column(), one.place().file(), one.result(), explanation);
        }
    }

    static TestJson of(TestReport report) {
        var tally = report.tally();
        return new TestJson(
                report.zone(),
                report.passed(),
                CheckJson.of(report.check()),
                tally.passed(),
                tally.failed(),
                tally.notExecuted(),
                report.suites().stream()
                        .map(suite -> new Suite(
                                suite.kind(),
                                suite.name(),
                                suite.file(),
                                suite.cases().stream().map(Case::of).toList()))
                        .toList());
    }
}

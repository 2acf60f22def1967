package dev.edict.command.simulation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.command.api.simulation.SimulatedSuite;
import dev.edict.command.api.simulation.Tally;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.CaseResult.Outcome;
import dev.edict.command.suite.SuitesInForce.Suite;
import java.util.Comparator;
import java.util.List;

/**
 * What came out of the cases of a suite.
 *
 * @param version counts the definitions of this name
 * @param failing the first 100 that did not pass, those that failed before those that were not executed
 */
public record SuiteResult(
        String name,
        long version,
        @JsonIgnore String sha256,
        int passed,
        int failed,
        int notExecuted,
        List<CaseResult> failing) {

    static final int MOST_FAILING = 100;

    static SuiteResult of(Suite suite, List<CaseResult> results) {
        var tally = CaseResult.tally(results);
        return new SuiteResult(
                suite.name(),
                suite.version(),
                suite.sha256(),
                tally.passed(),
                tally.failed(),
                tally.notExecuted(),
                results.stream()
                        .filter(result -> result.outcome() != Outcome.PASSED)
                        .sorted(Comparator.comparing(CaseResult::outcome))
                        .limit(MOST_FAILING)
                        .toList());
    }

    Tally tally() {
        return new Tally(passed, failed, notExecuted);
    }

    SimulatedSuite simulated() {
        return new SimulatedSuite(name, version, sha256);
    }
}

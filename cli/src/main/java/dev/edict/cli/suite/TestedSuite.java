package dev.edict.cli.suite;

import dev.edict.command.api.simulation.Tally;
import dev.edict.command.evaluation.CaseResult;
import java.util.List;

/**
 * The tested cases of a suite, or all canaries.
 *
 * @param kind {@code suite} or {@code canaries}
 * @param name of the suite; {@code canaries} for these
 * @param file its file, or the folder of the canaries
 */
record TestedSuite(String kind, String name, String file, List<TestedCase> cases) {

    static final String SUITE = "suite";
    static final String CANARIES = "canaries";

    Tally tally() {
        return CaseResult.tally(cases.stream().map(TestedCase::result).toList());
    }

    List<TestedCase> failing() {
        return cases.stream().filter(one -> !one.passed()).toList();
    }
}

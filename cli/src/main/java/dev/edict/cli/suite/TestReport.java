package dev.edict.cli.suite;

import dev.edict.cli.check.CheckReport;
import dev.edict.command.api.simulation.Tally;
import dev.edict.decision.PolicyDocument;
import java.util.List;

/**
 * How the documents and the cases of a folder came out.
 *
 * @param zone as the folder names it
 * @param strict whether the zone takes no documents with warnings
 * @param suites empty if the documents have errors, because then nothing is evaluated
 */
record TestReport(
        String zone, List<PolicyDocument> documents, CheckReport check, boolean strict, List<TestedSuite> suites) {

    boolean isEvaluated() {
        return check.errors() == 0;
    }

    boolean passed() {
        return isEvaluated() && !(strict && check.warnings() > 0) && tally().passed() == tally().cases();
    }

    Tally tally() {
        return suites.stream().map(TestedSuite::tally).reduce(new Tally(0, 0, 0), Tally::plus);
    }
}

package dev.edict.command.simulation;

import dev.edict.command.evaluation.CaseEvaluator;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.suite.SuitesInForce.Suite;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.decision.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Runs the cases of suites. An engine has a limit of time for each of its evaluations, and reads the documents for each:
 * so the cases of all suites are evaluated together, as many as every engine decides within its limit.
 */
@Component
class SuiteRunner {

    static final int CASES_AT_A_TIME = 2_000;

    private final CaseEvaluator evaluator;

    SuiteRunner(CaseEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    SuiteResults run(List<PolicyDocument> documents, ZoneSuites suites) {
        var cases = suites.suites().stream()
                .flatMap(suite -> suite.cases().stream())
                .toList();
        var results = new ArrayList<CaseResult>();
        for (int from = 0; from < cases.size(); from += CASES_AT_A_TIME) {
            var to = Math.min(from + CASES_AT_A_TIME, cases.size());
            results.addAll(evaluator.evaluate(documents, cases.subList(from, to)));
        }
        return new SuiteResults(suites.suitesVersion(), bySuite(suites.suites(), results));
    }

    private static List<SuiteResult> bySuite(List<Suite> suites, List<CaseResult> results) {
        var bySuite = new ArrayList<SuiteResult>();
        var from = 0;
        for (var suite : suites) {
            var to = from + suite.cases().size();
            bySuite.add(SuiteResult.of(suite, results.subList(from, to)));
            from = to;
        }
        return List.copyOf(bySuite);
    }
}

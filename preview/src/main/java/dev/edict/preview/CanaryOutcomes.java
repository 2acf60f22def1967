package dev.edict.preview;

import dev.edict.command.evaluation.CaseEvaluator;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.CaseResult.Outcome;
import dev.edict.decision.PolicyDocument;
import dev.edict.preview.ActivationPreview.CanaryPart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Evaluates canaries by documents that do not govern, with every setting of the zone. */
@Component
class CanaryOutcomes {

    private static final int MOST_FAILING = 100;

    private final CaseEvaluator evaluator;

    CanaryOutcomes(CaseEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    CanaryPart of(ZoneParts parts, List<PolicyDocument> documents) {
        var canaries = parts.canaries();
        var results =
                canaries.cases().isEmpty() ? List.<CaseResult>of() : evaluator.evaluate(documents, canaries.cases());
        var tally = CaseResult.tally(results);
        return new CanaryPart(
                parts.canarySetting(),
                canaries.version(),
                tally.passed(),
                tally.failed(),
                tally.notExecuted(),
                results.stream()
                        .filter(result -> result.outcome() != Outcome.PASSED)
                        .limit(MOST_FAILING)
                        .toList());
    }
}

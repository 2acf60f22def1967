package dev.edict.preview;

import dev.edict.command.evaluation.CaseEvaluator;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.CaseResult.Outcome;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.decision.PolicyDocument;
import dev.edict.preview.ActivationPreview.CanaryPart;
import dev.edict.query.canary.Canary;
import dev.edict.query.canary.CanaryReader;
import dev.edict.query.canary.ZoneCanaries;
import java.util.List;
import org.springframework.stereotype.Component;

/** Evaluates the canaries of a zone by documents that do not govern it, with every setting of the zone. */
@Component
class CanaryOutcomes {

    private static final int MOST_FAILING = 100;

    private final CanaryReader canaries;
    private final CaseEvaluator evaluator;

    CanaryOutcomes(CanaryReader canaries, CaseEvaluator evaluator) {
        this.canaries = canaries;
        this.evaluator = evaluator;
    }

    CanaryPart of(String zoneId, String setting, List<PolicyDocument> documents) {
        var defined = canaries.find(zoneId).orElseGet(() -> new ZoneCanaries(zoneId, 0, List.of()));
        var results = defined.items().isEmpty()
                ? List.<CaseResult>of()
                : evaluator.evaluate(
                        documents,
                        defined.items().stream().map(CanaryOutcomes::asCase).toList());
        var tally = CaseResult.tally(results);
        return new CanaryPart(
                setting,
                defined.canariesVersion(),
                tally.passed(),
                tally.failed(),
                tally.notExecuted(),
                results.stream()
                        .filter(result -> result.outcome() != Outcome.PASSED)
                        .limit(MOST_FAILING)
                        .toList());
    }

    private static SimulationCase asCase(Canary canary) {
        return new SimulationCase(canary.name(), canary.input(), canary.expect(), canary.expectReason(), null);
    }
}

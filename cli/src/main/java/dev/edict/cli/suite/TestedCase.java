package dev.edict.cli.suite;

import dev.edict.cli.yaml.Place;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.CaseResult.Outcome;
import dev.edict.decision.Explanation;
import dev.edict.decision.Explanation.Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case, and how the documents decide it.
 *
 * @param explanation null for a case that passed
 * @param nanos the time that its evaluation took
 */
record TestedCase(Place place, CaseResult result, @Nullable Explanation explanation, long nanos) {

    boolean passed() {
        return result.outcome() == Outcome.PASSED;
    }

    /** Of a case that did not pass: the gate that denied, or of an allow the last one that compared something. */
    Optional<Step> decidingGate() {
        var steps = explanation == null ? List.<Step>of() : explanation.steps();
        return steps.stream()
                .filter(step -> !step.passed() || !step.compared().isEmpty())
                .reduce((earlier, later) -> later);
    }
}

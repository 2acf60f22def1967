package dev.edict.command.engine;

import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates the inputs one after the other, and stops after a failure that would affect every input. */
final class SequentialEvaluation {

    /** The evaluation of one input. */
    @FunctionalInterface
    interface Question {
        Decision ask(PolicyInput input) throws EngineFailure;
    }

    private SequentialEvaluation() {}

    static List<Evaluation> evaluate(List<PolicyInput> inputs, Question question) {
        var evaluations = new ArrayList<Evaluation>();
        @Nullable EngineFailure end = null;
        for (var input : inputs) {
            if (end != null) {
                evaluations.add(new Evaluation.NotExecuted(end.reason()));
                continue;
            }
            try {
                evaluations.add(new Evaluation.Decided(question.ask(input)));
            } catch (EngineFailure e) {
                evaluations.add(new Evaluation.NotExecuted(e.reason()));
                end = e.isHopeless() ? e : null;
            }
        }
        return evaluations;
    }

    static List<Evaluation> none(List<PolicyInput> inputs, String reason) {
        return inputs.stream()
                .<Evaluation>map(input -> new Evaluation.NotExecuted(reason))
                .toList();
    }
}

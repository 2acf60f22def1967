package dev.edict.decision;

import dev.edict.decision.value.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explains a decision.
 *
 * @param shape the request shape: {@code bootstrap}, {@code workload}, {@code bootstrap_and_workload}, {@code mint},
 *     {@code use} or {@code none}
 * @param steps the gates in the order of evaluation, up to the deciding one
 */
public record Explanation(String shape, List<Step> steps, Evaluation outcome) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One evaluated gate.
     *
     * @param compared the compared values, as JSON
     * @param reason the deny reason; null if the gate was passed
     */
    public record Step(String gate, boolean passed, Map<String, Object> compared, @Nullable String reason) {
        public Step {
            compared = Sorted.object(compared);
        }
    }

    /**
     * The evaluated gates.
     *
     * @param shape that of the explanation; {@code unknown} if members that make it are not known
     * @param steps in the order of evaluation
     */
    public record Gates(String shape, List<Step> steps) {
        public Gates {
            steps = List.copyOf(steps);
        }
    }

    public Gates gates() {
        return new Gates(shape, steps);
    }

    static Explanation of(Question question) {
        var shape = RequestShape.of(question.input());
        var steps = new ArrayList<Step>();
        Evaluation outcome;
        try {
            outcome = new Evaluation.Decided(
                    DecisionTable.decide(question, shape, (gate, denial) -> steps.add(step(gate, denial, question))));
        } catch (NotAnalysable e) {
            outcome = new Evaluation.NotExecuted(e.why());
        }
        return new Explanation(shape.word(), steps, outcome);
    }

    static Step step(Gate gate, @Nullable Decision denial, Question question) {
        return new Step(
                gate.name().toLowerCase(Locale.ROOT),
                denial == null,
                gate.compared(question),
                denial == null ? null : denial.reason().orElse(null));
    }
}

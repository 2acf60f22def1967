package dev.edict.decision;

import dev.edict.decision.Explanation.Gates;
import dev.edict.decision.Explanation.Step;
import dev.edict.decision.input.PartialInput;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Explains a decision on an input of which some members are not known.
 *
 * @param gates up to the deciding one, or to the one before the first that reads an unknown member
 * @param outcome null if it depends on an unknown member
 * @param missing the unknown members that it depends on; empty if there is an outcome
 */
public record PartialExplanation(Gates gates, @Nullable Evaluation outcome, List<String> missing) {

    private static final String UNKNOWN_SHAPE = "unknown";

    /** Ends an evaluation before a gate. */
    private static final class UnknownRead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> members;

        UnknownRead(List<String> members) {
            super("reads " + members, null, false, false);
            this.members = members;
        }
    }

    /** The unknown members that a decision reads under some bundle: without any, all bundles can decide the input. */
    public static List<String> decisive(PartialInput input) {
        var decisive = new TreeSet<>(unknownOfShape(input));
        if (decisive.isEmpty()) {
            DecisionTable.gates(RequestShape.of(input.input()))
                    .forEach(gate -> decisive.addAll(input.unknownAround(gate.reads())));
        }
        return List.copyOf(decisive);
    }

    /** For a shape it counts whether an object is there, and not what is in it. */
    private static List<String> unknownOfShape(PartialInput input) {
        return input.unknownAbove(RequestShape.reads(input.input()));
    }

    static PartialExplanation of(Question question, PartialInput input) {
        var shape = unknownOfShape(input).isEmpty() ? RequestShape.of(question.input()) : null;
        var steps = new ArrayList<Step>();
        List<String> missing = List.of();
        Evaluation outcome = null;
        try {
            outcome = decided(question, input, shape, steps);
            missing = outcome == null ? unknownOfShape(input) : List.of();
        } catch (UnknownRead e) {
            missing = e.members;
        } catch (NotAnalysable e) {
            outcome = new Evaluation.NotExecuted(e.why());
        }
        return new PartialExplanation(new Gates(shape == null ? UNKNOWN_SHAPE : shape.word(), steps), outcome, missing);
    }

    private static @Nullable Evaluation decided(
            Question question, PartialInput input, @Nullable RequestShape shape, List<Step> steps) {
        DecisionTable.Watcher watcher = (gate, denial) -> {
            var unknown = input.unknownAround(gate.reads());
            if (!unknown.isEmpty()) {
                throw new UnknownRead(unknown);
            }
            steps.add(Explanation.step(gate, denial, question));
        };
        var decision = shape == null
                ? DecisionTable.denialOfAll(question, watcher)
                : DecisionTable.decide(question, shape, watcher);
        return decision == null ? null : new Evaluation.Decided(decision);
    }
}

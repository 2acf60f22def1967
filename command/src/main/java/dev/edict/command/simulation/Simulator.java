package dev.edict.command.simulation;

import dev.edict.command.api.simulation.Tally;
import dev.edict.command.evaluation.CaseEvaluator;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Evaluates a sample input and named cases with the documents of a sealed version, outside a transaction. */
@Component
class Simulator implements CaseEvaluator {

    private final DecisionEngine engine;

    Simulator(DecisionEngine engine) {
        this.engine = engine;
    }

    String engine() {
        return engine.name();
    }

    String contract() {
        return engine.contract();
    }

    @Override
    public List<CaseResult> evaluate(List<PolicyDocument> documents, List<SimulationCase> cases) {
        return run(documents, null, cases).cases();
    }

    Run run(List<PolicyDocument> documents, @Nullable Map<String, Object> sample, List<SimulationCase> cases) {
        var inputs = new ArrayList<Map<String, Object>>();
        if (sample != null) {
            inputs.add(sample);
        }
        cases.forEach(oneCase -> inputs.add(oneCase.input()));
        var evaluations = evaluateInputs(documents, inputs);
        var ofCases = evaluations.subList(sample == null ? 0 : 1, evaluations.size());
        var results = new ArrayList<CaseResult>();
        for (int i = 0; i < cases.size(); i++) {
            results.add(CaseResult.of(cases.get(i), ofCases.get(i)));
        }
        return new Run(sample == null ? null : evaluations.get(0), List.copyOf(results));
    }

    /** Evaluates the inputs together, without those that the contract's schema rejects. */
    private List<Evaluation> evaluateInputs(List<PolicyDocument> documents, List<Map<String, Object>> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        var evaluations = new Evaluation[inputs.size()];
        var readable = new ArrayList<PolicyInput>();
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < inputs.size(); i++) {
            try {
                readable.add(PolicyInput.from(inputs.get(i)));
                positions.add(i);
            } catch (InvalidPolicyInput e) {
                evaluations[i] = new Evaluation.NotExecuted("invalid input: " + e.getMessage());
            }
        }
        var decided = engine.evaluate(documents, readable);
        for (int i = 0; i < decided.size(); i++) {
            evaluations[positions.get(i)] = decided.get(i);
        }
        return Arrays.asList(evaluations);
    }

    /**
     * The result of a run.
     *
     * @param sample the evaluation of the sample input; null if none was given
     */
    record Run(@Nullable Evaluation sample, List<CaseResult> cases) {

        /** A sample input has no expectation: it passes if it was executed. */
        Tally tally() {
            var ofCases = CaseResult.tally(cases);
            if (sample == null) {
                return ofCases;
            }
            var isDecided = sample instanceof Evaluation.Decided;
            return ofCases.plus(new Tally(isDecided ? 1 : 0, 0, isDecided ? 0 : 1));
        }
    }
}

package dev.edict.command.evaluation;

import dev.edict.decision.PolicyDocument;
import java.util.List;

/** Evaluates cases with the configured engine, outside a transaction. */
public interface CaseEvaluator {

    /** The results in the order of the cases; the engine's own limits of time apply, and a failure is a result. */
    List<CaseResult> evaluate(List<PolicyDocument> documents, List<SimulationCase> cases);
}

package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.List;

/** Decides requests under a bundle. */
public interface DecisionEngine {

    /** Stands for the contract of an engine that does not tell it: its changes go unnoticed. */
    String UNKNOWN_CONTRACT = "unknown";

    /** The name of this engine in reports, such as {@code embedded}. */
    String name();

    /**
     * The decision contract by which it decides: lower-case hex SHA-256 of its module, or {@link #UNKNOWN_CONTRACT} if
     * the engine does not tell.
     */
    String contract();

    /**
     * Decides every input under the same bundle. A failure results in {@link Evaluation.NotExecuted}, never in an
     * exception.
     *
     * @param documents the bundle in the manifest's order
     * @param inputs the requests
     * @return one evaluation per input, in the inputs' order
     */
    List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs);
}

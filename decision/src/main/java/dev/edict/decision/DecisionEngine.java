package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.List;

/** Something that decides requests under a bundle. */
public interface DecisionEngine {

    /** How reports name this engine, such as {@code embedded}. */
    String name();

    /**
     * Decides every input under the same bundle; trouble of any kind is an {@link Evaluation.NotExecuted}, never an exception.
     *
     * @param documents the bundle in the manifest's order
     * @param inputs the requests
     * @return one evaluation per input, in the inputs' order
     */
    List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs);
}

package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.List;

/** Decides in this process, from literal data documents only (contract §8.3, §8.5). */
public final class EmbeddedDecisionEngine implements DecisionEngine {

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
        var bundle = PolicyBundle.of(documents);
        return inputs.stream().map(bundle::decide).toList();
    }
}

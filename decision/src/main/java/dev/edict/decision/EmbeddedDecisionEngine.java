package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.List;

/** Decides in this process, from literal data documents only (contract §8.3, §8.5). */
public final class EmbeddedDecisionEngine implements DecisionEngine {

    /** Its name in reports. */
    public static final String NAME = "embedded";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String contract() {
        return DecisionContract.sha256();
    }

    @Override
    public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
        var bundle = PolicyBundle.of(documents);
        return inputs.stream().map(bundle::decide).toList();
    }
}

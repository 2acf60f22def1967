package dev.edict.decision;

import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import java.util.List;

/** The data of a manifest's documents, parsed once; immutable and thread-safe. */
public final class PolicyBundle {
    private final PolicyData data;

    private PolicyBundle(PolicyData data) {
        this.data = data;
    }

    /**
     * Reads a bundle (contract §8.3). The order of the documents does not matter. Logic leaves every request undecided,
     * because a decision point may fail to load it. Malformed data denies the requests that depend on it; conflicting
     * data denies all requests.
     *
     * @param documents an empty list grants nothing
     */
    public static PolicyBundle of(List<PolicyDocument> documents) {
        return new PolicyBundle(PolicyData.from(BundleDefinitions.of(documents)));
    }

    /**
     * Decides one request (contract §8.5).
     *
     * @return {@link Evaluation.Decided}, or {@link Evaluation.NotExecuted} if a document is unreadable or contains
     *     logic, or if a token service could not read the decision
     */
    public Evaluation decide(PolicyInput input) {
        try {
            return new Evaluation.Decided(DecisionTable.decide(new Question(input, data)));
        } catch (NotAnalysable e) {
            return new Evaluation.NotExecuted(e.why());
        }
    }

    /** What it permits, as data; as expensive as the number of its tiers and resources. */
    public PolicyAccess access() {
        return PolicyAccess.of(data);
    }

    /** Decides one request as far as its known members allow, and explains it. */
    public PartialExplanation explain(PartialInput input) {
        return PartialExplanation.of(new Question(input.input(), data), input);
    }

    /** Decides one request and explains it: every evaluated gate, with the compared values. */
    public Explanation explain(PolicyInput input) {
        return Explanation.of(new Question(input, data));
    }
}

package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.List;

/** The data of a manifest's documents, read once; immutable and safe to share between threads. */
public final class PolicyBundle {
    private final PolicyData data;

    private PolicyBundle(PolicyData data) {
        this.data = data;
    }

    /**
     * Reads a bundle (contract §8.3). The order of the documents does not matter. What cannot be read exactly is known not to
     * be: logic makes every question unanswerable, for a decision point may not even load it; malformed data denies the
     * questions that depend on it, conflicting data denies all.
     *
     * @param documents none at all grants nothing
     */
    public static PolicyBundle of(List<PolicyDocument> documents) {
        return new PolicyBundle(PolicyData.from(BundleDefinitions.of(documents)));
    }

    /**
     * Decides one request (contract §8.5).
     *
     * @return {@link Evaluation.Decided}, or {@link Evaluation.NotExecuted} when a document could not be read or holds logic, or
     *     when a token service could not read the answer
     */
    public Evaluation decide(PolicyInput input) {
        try {
            return new Evaluation.Decided(DecisionTable.decide(new Question(input, data)));
        } catch (NotAnalysable e) {
            return new Evaluation.NotExecuted(e.why());
        }
    }

    /** Decides one request and tells how: every gate it came to, with the values compared. */
    public Explanation explain(PolicyInput input) {
        return Explanation.of(new Question(input, data));
    }
}

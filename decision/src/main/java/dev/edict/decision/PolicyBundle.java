package dev.edict.decision;

import java.util.List;

/** The data of a manifest's documents, read once; immutable and safe to share between threads. */
public final class PolicyBundle {
    private final DecisionTable table;

    private PolicyBundle(DecisionTable table) {
        this.table = table;
    }

    /**
     * Reads a bundle (contract §8.3). The order of the documents does not matter.
     *
     * @param documents documents of literal data; none at all grants nothing
     * @throws UnreadablePolicy when a document holds anything but literal data, documents contradict each other, or
     *     {@code app_ids}, {@code grants} or {@code restrict} has a shape the contract cannot evaluate
     */
    public static PolicyBundle of(List<PolicyDocument> documents) {
        return new PolicyBundle(new DecisionTable(PolicyData.from(BundleDefinitions.of(documents))));
    }

    /**
     * Decides one request (contract §8.5).
     *
     * @return {@link Evaluation.Decided}, or {@link Evaluation.NotExecuted} for the requests this engine does not evaluate:
     *     of the workload or use shape, and mints when the bundle defines {@code risk} or {@code approval_tiers}
     */
    public Evaluation decide(PolicyInput input) {
        return table.evaluate(input);
    }
}

package dev.edict.decisionpoint.audit;

/** Records decisions in the audit. Thread-safe. */
@FunctionalInterface
public interface DecisionRecorder {

    /** Records nothing, where there is no Redis. */
    DecisionRecorder NONE = decision -> {};

    /**
     * Records a decision before its answer leaves.
     *
     * @throws AuditUnavailable if every decision must be recorded durably, and this one cannot be
     */
    void record(AuditedDecision decision);
}

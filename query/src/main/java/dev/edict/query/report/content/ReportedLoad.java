package dev.edict.query.report.content;

/**
 * A decision point began to enforce an activation.
 *
 * @param fromAt by the clock of the decision point
 * @param recordedAt when it reported
 */
public record ReportedLoad(
        String decisionPoint, long incarnation, long activationSeq, String fromAt, String recordedAt) {}

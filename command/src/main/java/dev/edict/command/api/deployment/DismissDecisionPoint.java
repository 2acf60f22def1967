package dev.edict.command.api.deployment;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Dismisses a decision point that is gone for good, so that no activation waits for it; again changes nothing.
 *
 * @param incarnation its newest; earlier ones are dismissed with it
 * @param reason the operator's explanation
 */
public record DismissDecisionPoint(
        @TargetAggregateIdentifier String dismissalsId, String decisionPointId, long incarnation, String reason) {

    public DismissDecisionPoint(String decisionPointId, long incarnation, String reason) {
        this(idOf(decisionPointId), decisionPointId, incarnation, reason);
    }

    /** The id of the stream of a decision point. It contains a slash, which no id of another kind may contain. */
    public static String idOf(String decisionPointId) {
        return "decision-point/" + decisionPointId;
    }
}

package dev.edict.command.api.deployment;

/** Dismisses decision points on behalf of the current HTTP request. */
@FunctionalInterface
public interface DecisionPointDismissals {

    /**
     * Dismisses a decision point.
     *
     * @throws dev.edict.command.api.Rejection if the change is rejected
     */
    void dismiss(DismissDecisionPoint command);
}

package dev.edict.command.api.retention;

/** How long decision audit events are kept. */
public interface DecisionRetention {

    /**
     * Returns the retention that applies now, in days.
     *
     * @throws RuntimeException if the database failed
     */
    int days();
}

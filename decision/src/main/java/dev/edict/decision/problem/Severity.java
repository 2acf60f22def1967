package dev.edict.decision.problem;

/** Whether a problem stands in the way of sealing. */
public enum Severity {
    /** It does. */
    ERROR,
    /** It informs. */
    WARNING
}

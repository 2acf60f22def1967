package dev.edict.decision.problem;

/** Whether a problem prevents sealing. */
public enum Severity {
    /** It prevents sealing. */
    ERROR,
    /** It does not prevent sealing. */
    WARNING
}

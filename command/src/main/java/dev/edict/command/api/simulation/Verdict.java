package dev.edict.command.api.simulation;

/** What a simulation says about a version as a whole. */
public enum Verdict {
    /** Something was executed, and everything executed was as expected. */
    PASS,
    /** At least one case came out otherwise than expected. */
    FAIL,
    /** No case failed, but at least one, or all, could not be executed. */
    NOT_EXECUTED
}

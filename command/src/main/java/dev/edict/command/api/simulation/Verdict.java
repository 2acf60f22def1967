package dev.edict.command.api.simulation;

/** The overall result of a simulation. */
public enum Verdict {
    /** At least one case was executed, and every case had the expected decision. */
    PASS,
    /** At least one case had another decision than expected. */
    FAIL,
    /** No case failed, but some or all could not be executed. */
    NOT_EXECUTED
}

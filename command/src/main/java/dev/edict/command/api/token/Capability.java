package dev.edict.command.api.token;

import java.util.Locale;

/** The permissions of an admin token. */
public enum Capability {
    /** Reads everything in its scope. */
    READ,
    /** Reads and changes everything in its scope. */
    WRITE,
    /** Reads, and decides on pending approvals. */
    APPROVE,
    /** Reads bundles and their changes, and reports what a decision point enforces; nothing else. */
    REPLICA,
    /** Asks a decision point for decisions; nothing else. */
    DECIDE;

    /** The lower-case name on the wire, e.g. {@code read}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

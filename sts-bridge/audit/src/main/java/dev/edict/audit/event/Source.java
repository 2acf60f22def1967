package dev.edict.audit.event;

import java.util.Locale;

/** Where an event came from. */
public enum Source {
    /** The stream in Redis (contract §4.1). */
    STREAM,
    /** A decision log of an Open Policy Agent. */
    OPA;

    /** As it is stored. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.edict.command.api.token;

import java.util.Locale;

/** What the holder of an admin token may do. */
public enum Capability {
    /** Look at everything in scope. */
    READ,
    /** Also change it. */
    WRITE,
    /** Look, and decide on what awaits approval. */
    APPROVE;

    /** As it stands on the wire, e.g. {@code read}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

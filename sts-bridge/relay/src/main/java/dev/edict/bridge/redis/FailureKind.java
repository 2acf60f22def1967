package dev.edict.bridge.redis;

import java.util.Locale;

/** The reason of a failed attempt to send; all but the last concern Redis and not the row. */
public enum FailureKind {
    UNREACHABLE,
    REFUSED,
    /** The entry may or may not have been added. */
    TIMEOUT,
    UNSIGNABLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

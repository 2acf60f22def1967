package dev.edict.bridge.redis;

import java.util.Locale;

/** Why an attempt to send failed; all but the last say something about Redis and nothing about the row. */
public enum FailureKind {
    UNREACHABLE,
    REFUSED,
    /** The entry may or may not be there. */
    TIMEOUT,
    UNSIGNABLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

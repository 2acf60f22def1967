package dev.edict.bridge;

import java.util.Locale;

/** Why an attempt to send failed; all but the last say something about Redis and nothing about the row. */
enum FailureKind {
    UNREACHABLE,
    REFUSED,
    /** The entry may or may not be there. */
    TIMEOUT,
    UNSIGNABLE;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

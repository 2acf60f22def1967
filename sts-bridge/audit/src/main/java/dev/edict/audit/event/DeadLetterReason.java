package dev.edict.audit.event;

import java.util.Locale;

/** Why an event cannot be stored; the codes of the contract (§7.2) where it has one. */
public enum DeadLetterReason {
    MISSING_DATA_FIELD,
    HMAC_VERIFY_FAILED,
    EVENT_TOO_LARGE,
    JSON_PARSE_ERROR,
    INVALID_EVENT,
    /** A decision log is no JSON array, or not all of it. */
    INVALID_LOG,
    UNKNOWN_ZONE,
    /** The zone is not that of the token which sent the event. */
    FOREIGN_ZONE,
    OCCURRED_AT_OUT_OF_RANGE,
    /** The id is that of a stored event with other content. */
    TAMPER_ON_REPLAY,
    PG_PERMANENT_ERROR;

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what was received may be stored later as it is. */
    public boolean isReplayable() {
        return this == UNKNOWN_ZONE || this == OCCURRED_AT_OUT_OF_RANGE || this == PG_PERMANENT_ERROR;
    }
}

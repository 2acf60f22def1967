package dev.edict.bridge.resync;

import java.util.Locale;

/** Why the state of every zone is published again. */
public enum LossReason {
    /** Entries had been sent before positions were recorded, so nobody knows what Redis still has. */
    POSITION_UNKNOWN,
    /** Another process of Redis answers, and it does not have the last entry. */
    SERVER_REPLACED,
    /** Another server became the master, and it does not have the last entry. */
    FAILED_OVER,
    KEY_MISSING,
    KEY_OF_ANOTHER_TYPE,
    /** The newest id of the stream is older than the last entry. */
    STREAM_OLDER,
    /** It has fewer entries than were sent, and its readers did not delete them. */
    STREAM_SHORTER,
    ENTRY_MISSING,
    GROUP_MISSING,
    /** Entries that a consumer group had not read are gone. */
    GROUP_TRIMMED;

    /** The name in the event log, in metrics and in messages. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.edict.query.policyset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the invalidation of an activation is. */
record OutboxStatus(
        @Nullable String id,
        State state,
        @Nullable Integer attempts,
        @Nullable String lastError,
        @Nullable Instant dispatchedAt) {

    /** There is no dead one: an invalidation is never given up. */
    enum State {
        DISPATCHED,
        PENDING,
        MISSING,
        MISMATCH;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static OutboxStatus of(Dispatch dispatch) {
        return new OutboxStatus(
                dispatch.id(),
                dispatch.sentAt() == null ? State.PENDING : State.DISPATCHED,
                dispatch.attempts(),
                dispatch.lastError(),
                dispatch.sentAt());
    }

    static OutboxStatus missing(@Nullable String id) {
        return new OutboxStatus(id, State.MISSING, 0, null, null);
    }

    /** The row may be another zone's, so nothing of it is shown. */
    static OutboxStatus mismatch(String id) {
        return new OutboxStatus(id, State.MISMATCH, null, null, null);
    }
}

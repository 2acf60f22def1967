package dev.edict.query.policyset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The state of an activation's invalidation. */
record OutboxStatus(
        @Nullable String id,
        State state,
        @Nullable Integer attempts,
        @Nullable String lastError,
        @Nullable Instant dispatchedAt) {

    /** There is no state for a dead invalidation, because the outbox never gives up. */
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

    /** Contains no other data, because the row may belong to another zone. */
    static OutboxStatus mismatch(String id) {
        return new OutboxStatus(id, State.MISMATCH, null, null, null);
    }
}

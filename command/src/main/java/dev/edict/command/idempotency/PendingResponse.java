package dev.edict.command.idempotency;

import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.audit.AuditedRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates the response of a request from its command's result, in the open transaction. */
public final class PendingResponse<A extends @Nullable Object> {

    /** Its key in the metadata of the command. */
    public static final String KEY = "pendingResponse";

    private final @Nullable IdempotentRequest request;
    private final @Nullable AuditedRequest audited;
    private final Function<@Nullable Object, A> toAnswer;
    private @Nullable A answer;

    public PendingResponse(
            @Nullable IdempotentRequest request,
            @Nullable AuditedRequest audited,
            Function<@Nullable Object, A> toAnswer) {
        this.request = request;
        this.audited = audited;
        this.toAnswer = toAnswer;
    }

    /** Null for a request without an idempotency key. */
    @Nullable
    IdempotentRequest request() {
        return request;
    }

    /** Null for a background task. */
    @Nullable
    AuditedRequest audited() {
        return audited;
    }

    void answer(@Nullable Object result) {
        answer = toAnswer.apply(result);
    }

    @SuppressWarnings("NullAway") // null only if A is nullable, or before the response exists
    public A answer() {
        return answer;
    }
}

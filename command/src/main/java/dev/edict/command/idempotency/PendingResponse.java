package dev.edict.command.idempotency;

import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.audit.AuditedRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a request's answer of its command's result, while the transaction is still open. */
public final class PendingResponse<A extends @Nullable Object> {

    /** Where it stands in the metadata of the command. */
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

    /** Null for a command that no request caused. */
    @Nullable
    AuditedRequest audited() {
        return audited;
    }

    void answer(@Nullable Object result) {
        answer = toAnswer.apply(result);
    }

    @SuppressWarnings("NullAway") // null only where A may be null, or before there is an answer
    public A answer() {
        return answer;
    }
}

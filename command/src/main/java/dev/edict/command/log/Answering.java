package dev.edict.command.log;

import dev.edict.command.api.KeyedRequest;
import dev.edict.command.api.audit.AuditedRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a request's answer of its command's result, while the transaction is still open. */
final class Answering<A extends @Nullable Object> {

    /** Where it stands in the metadata of the command. */
    static final String KEY = "answering";

    private final @Nullable KeyedRequest request;
    private final AuditedRequest audited;
    private final Function<@Nullable Object, A> toAnswer;
    private @Nullable A answer;

    Answering(@Nullable KeyedRequest request, AuditedRequest audited, Function<@Nullable Object, A> toAnswer) {
        this.request = request;
        this.audited = audited;
        this.toAnswer = toAnswer;
    }

    /** Null for a request that will not come again. */
    @Nullable
    KeyedRequest request() {
        return request;
    }

    AuditedRequest audited() {
        return audited;
    }

    void answer(@Nullable Object result) {
        answer = toAnswer.apply(result);
    }

    @SuppressWarnings("NullAway") // null only where A may be null, or before there is an answer
    A answer() {
        return answer;
    }
}

package dev.edict.command.commandbus;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.audit.AuditedRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cause of a command: an HTTP request, or a background task. */
public interface RequestContext {

    String requestId();

    /** The actor in the event log, e.g. {@code admin:bootstrap}. */
    String actor();

    /** Id of the minted token that the caller presented; null for none. */
    @Nullable
    String mintedTokenId();

    /** The person or job on whose behalf the caller acts; null for none. */
    @Nullable
    String onBehalfOf();

    /** The account of the caller; null for none. */
    @Nullable
    String account();

    /** Whether the change shows that an operator took part. */
    boolean isViaOperator();

    /** The state of the target that the caller expects. */
    Optional<Precondition> precondition();

    /** Null if the request has no idempotency key. */
    @Nullable
    IdempotentRequest idempotentRequest();

    /** Null for a background task, which has no Admin API audit entry. */
    @Nullable
    AuditedRequest auditedRequest();

    /** The same context, in which the caller expects this state. */
    default RequestContext expecting(Precondition expected) {
        return new ExpectingContext(this, expected);
    }

    /**
     * The context of a command that no request caused. The actor is {@link Attribution#SYSTEM} or
     * {@link Attribution#IMPORTER}.
     */
    static RequestContext background(String actor, String requestId) {
        return new BackgroundContext(actor, requestId);
    }
}

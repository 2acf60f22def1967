package dev.edict.command.commandbus;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.audit.AuditedRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What caused a command: an HTTP request, or work of Edict's own. */
public interface RequestContext {

    String requestId();

    /** Actor of the event log, e.g. {@code admin:bootstrap}. */
    String actor();

    /** The minted token that the caller presented; null if it presented none. */
    @Nullable
    String mintedTokenId();

    /** The person or job that the caller acts for; null if the caller names none. */
    @Nullable
    String onBehalfOf();

    /** The account of the caller; null if it has none. */
    @Nullable
    String account();

    /** Whether the change is shown as one that an operator took part in. */
    boolean isViaOperator();

    /** The state of its target that the caller expects. */
    Optional<Precondition> precondition();

    /** Null if the request has no idempotency key. */
    @Nullable
    IdempotentRequest idempotentRequest();

    /** Null for work that no request caused: the Admin API audit has no entry for it. */
    @Nullable
    AuditedRequest auditedRequest();

    /** For commands that no request caused. The actor is {@link Attribution#SYSTEM} or {@link Attribution#IMPORTER}. */
    static RequestContext background(String actor, String requestId) {
        return new BackgroundContext(actor, requestId);
    }
}

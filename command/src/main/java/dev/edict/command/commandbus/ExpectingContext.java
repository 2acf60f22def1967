package dev.edict.command.commandbus;

import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.audit.AuditedRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of a request whose expected state does not stand in its headers, but in a form. */
record ExpectingContext(RequestContext request, Precondition expected) implements RequestContext {

    @Override
    public String requestId() {
        return request.requestId();
    }

    @Override
    public String actor() {
        return request.actor();
    }

    @Override
    public @Nullable String mintedTokenId() {
        return request.mintedTokenId();
    }

    @Override
    public @Nullable String onBehalfOf() {
        return request.onBehalfOf();
    }

    @Override
    public @Nullable String account() {
        return request.account();
    }

    @Override
    public boolean isViaOperator() {
        return request.isViaOperator();
    }

    @Override
    public Optional<Precondition> precondition() {
        return Optional.of(expected);
    }

    @Override
    public @Nullable IdempotentRequest idempotentRequest() {
        return request.idempotentRequest();
    }

    @Override
    public @Nullable AuditedRequest auditedRequest() {
        return request.auditedRequest();
    }
}

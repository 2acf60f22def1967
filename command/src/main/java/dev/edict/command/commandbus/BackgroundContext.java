package dev.edict.command.commandbus;

import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.audit.AuditedRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of commands that no request caused, e.g. an import. */
record BackgroundContext(String actor, String requestId) implements RequestContext {

    @Override
    public @Nullable String mintedTokenId() {
        return null;
    }

    @Override
    public @Nullable String onBehalfOf() {
        return null;
    }

    @Override
    public @Nullable String account() {
        return null;
    }

    @Override
    public boolean isViaOperator() {
        return false;
    }

    @Override
    public Optional<Precondition> precondition() {
        return Optional.empty();
    }

    @Override
    public @Nullable IdempotentRequest idempotentRequest() {
        return null;
    }

    @Override
    public @Nullable AuditedRequest auditedRequest() {
        return null;
    }
}

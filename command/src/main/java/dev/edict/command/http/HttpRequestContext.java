package dev.edict.command.http;

import dev.edict.command.api.Caller;
import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.audit.AuditedRequest;
import dev.edict.command.attribution.OperatorBadge;
import dev.edict.command.commandbus.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** The context of the HTTP request in the current thread. */
@Component
class HttpRequestContext implements RequestContext {

    private final HttpServletRequest request;
    private final OperatorBadge badge;

    HttpRequestContext(HttpServletRequest request, ObjectProvider<OperatorBadge> badge) {
        this.request = request;
        this.badge = badge.getIfAvailable(() -> zoneId -> true);
    }

    @Override
    public String requestId() {
        return request.getRequestId();
    }

    @Override
    public String actor() {
        return caller().getName();
    }

    @Override
    public @Nullable String mintedTokenId() {
        return caller().mintedTokenId();
    }

    @Override
    public @Nullable String onBehalfOf() {
        return caller().onBehalfOf();
    }

    @Override
    public @Nullable String account() {
        return caller().account();
    }

    /** False in a zone that does not show the operator badge (contract §2, attribution). */
    @Override
    public boolean isViaOperator() {
        return caller().isViaOperator()
                && !(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
                        && path.get("zoneId") instanceof String zoneId
                        && !badge.isShownIn(zoneId));
    }

    @Override
    public Optional<Precondition> precondition() {
        return Precondition.ofIfMatch(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)));
    }

    @Override
    public @Nullable IdempotentRequest idempotentRequest() {
        return (IdempotentRequest) request.getAttribute(IdempotentRequest.ATTRIBUTE);
    }

    @Override
    public AuditedRequest auditedRequest() {
        return Objects.requireNonNull(
                (AuditedRequest) request.getAttribute(AuditedRequest.ATTRIBUTE), "the request has no audit record");
    }

    private Caller caller() {
        return (Caller)
                Objects.requireNonNull(request.getUserPrincipal(), "an unauthenticated request reached a command");
    }
}

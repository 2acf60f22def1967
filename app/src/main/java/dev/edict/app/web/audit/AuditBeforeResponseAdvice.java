package dev.edict.app.web.audit;

import dev.edict.app.web.idempotency.IdempotencyKeys;
import dev.edict.command.api.audit.AdminAudit;
import dev.edict.command.api.audit.AuditedRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Records a success without a command, such as a simulation that stores nothing, before the response is written. */
@RestControllerAdvice
class AuditBeforeResponseAdvice implements ResponseBodyAdvice<Object> {

    private final AdminAudit audit;

    AuditBeforeResponseAdvice(AdminAudit audit) {
        this.audit = audit;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest asked
                && response instanceof ServletServerHttpResponse answer
                && asked.getServletRequest().getAttribute(AuditedRequest.ATTRIBUTE) instanceof AuditableAction action) {
            var status = answer.getServletResponse().getStatus();
            var repeated = response.getHeaders().containsHeader(IdempotencyKeys.REPLAYED);
            if (status < AuditableAction.FIRST_REFUSAL && !repeated && !action.isRecorded()) {
                audit.record(action.answered(status, null));
                action.recorded();
            }
        }
        return body;
    }
}

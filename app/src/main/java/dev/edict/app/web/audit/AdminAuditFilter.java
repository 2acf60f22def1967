package dev.edict.app.web.audit;

import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.audit.AdminAudit;
import dev.edict.command.api.audit.AuditedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sees to it that what a recognised caller changes, or is refused, is recorded (contract §7.7): a command's record is
 * in its transaction, that of other successes is written before the answer, and refusals are noted afterwards.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class AdminAuditFilter extends OncePerRequestFilter {

    private final AdminAudit audit;
    private final JsonMapper json;

    AdminAuditFilter(AdminAudit audit, JsonMapper json) {
        this.audit = audit;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RequestTarget.of(request).isInApi();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var action = new AuditableRequest(request, json);
        if (action.isChange()) {
            action.setAttribute(AuditedRequest.ATTRIBUTE, action);
        }
        chain.doFilter(action, response);
        if (action.hasCaller() && response.getStatus() >= AuditableRequest.FIRST_REFUSAL) {
            audit.note(action.answered(response.getStatus(), null));
        }
    }
}

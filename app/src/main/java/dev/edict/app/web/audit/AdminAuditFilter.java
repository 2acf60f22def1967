package dev.edict.app.web.audit;

import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.audit.AdminAudit;
import dev.edict.command.api.audit.AuditedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sees to it that what a recognised caller changes, or is refused, is recorded (contract §7.7): a command's record is
 * in its transaction, that of other successes is written before the answer, and refusals are noted afterwards.
 */
@Component
@FilterRegistration(enabled = false)
public class AdminAuditFilter extends OncePerRequestFilter {

    private final AdminAudit audit;
    private final AuditedEntities entities;
    private final JsonMapper json;

    AdminAuditFilter(AdminAudit audit, AuditedEntities entities, JsonMapper json) {
        this.audit = audit;
        this.entities = entities;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RequestTarget.of(request).isInApi();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var action = new AuditableAction(request, entities, json);
        if (action.isChange()) {
            request.setAttribute(AuditedRequest.ATTRIBUTE, action);
        }
        chain.doFilter(request, response);
        if (action.hasCaller() && response.getStatus() >= AuditableAction.FIRST_REFUSAL) {
            audit.note(action.answered(response.getStatus(), null));
        }
    }
}

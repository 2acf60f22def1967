package dev.edict.app.web.audit;

import dev.edict.app.web.access.UnrecordedRoutes;
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
 * Audits the changes and the denials of authenticated callers (contract §7.7). A command's record is part of its
 * transaction. The record of any other success is written before the response, that of a denial after it. What a
 * decision point reports is an observation, and a question changes nothing: only their denials are audited.
 */
@Component
@FilterRegistration(enabled = false)
public class AdminAuditFilter extends OncePerRequestFilter {

    private final AdminAudit audit;
    private final AuditedEntities entities;
    private final UnrecordedRoutes unrecorded;
    private final JsonMapper json;

    AdminAuditFilter(AdminAudit audit, AuditedEntities entities, UnrecordedRoutes unrecorded, JsonMapper json) {
        this.audit = audit;
        this.entities = entities;
        this.unrecorded = unrecorded;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var target = RequestTarget.of(request);
        return !target.isInApi() && !target.isInConsole();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var action = new AuditableAction(request, entities, json);
        if (action.isChange() && !unrecorded.contains(request)) {
            request.setAttribute(AuditedRequest.ATTRIBUTE, action);
        }
        chain.doFilter(request, response);
        if (action.hasCaller() && response.getStatus() >= AuditableAction.FIRST_REFUSAL) {
            audit.note(action.answered(response.getStatus(), null));
        }
    }
}

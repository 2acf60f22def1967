package dev.edict.app.web.console;

import dev.edict.query.QueryModule;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates requests by the session cookie; the token of the session is looked up at each request. */
@Component
@FilterRegistration(enabled = false)
class SessionAuthenticationFilter extends OncePerRequestFilter {

    private final SessionCallers sessions;

    SessionAuthenticationFilter(SessionCallers sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sessions.secretOf(request).flatMap(sessions::callerOf).ifPresent(caller -> {
            SecurityContextHolder.setContext(new SecurityContextImpl(caller));
            request.setAttribute(QueryModule.ZONE_ATTRIBUTE, caller.zoneId());
        });
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}

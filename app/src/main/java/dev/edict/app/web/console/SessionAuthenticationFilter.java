package dev.edict.app.web.console;

import dev.edict.app.web.access.BearerTokenAuthenticationProvider;
import dev.edict.command.api.session.ConsoleSessions;
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

    private final SessionCookie cookie;
    private final ConsoleSessions sessions;
    private final BearerTokenAuthenticationProvider tokens;

    SessionAuthenticationFilter(
            SessionCookie cookie, ConsoleSessions sessions, BearerTokenAuthenticationProvider tokens) {
        this.cookie = cookie;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        cookie.read(request)
                .flatMap(sessions::tokenOf)
                .flatMap(tokens::findByHash)
                .ifPresent(caller -> {
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

package dev.edict.app.web.console;

import dev.edict.app.web.console.ConsoleErrors.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses requests to another host name, and changes that another site's page sends. */
@Component
@FilterRegistration(enabled = false)
class SameOriginFilter extends OncePerRequestFilter {

    private final BrowserOrigin origin;
    private final ConsoleErrors errors;

    SameOriginFilter(BrowserOrigin origin, ConsoleErrors errors) {
        this.origin = origin;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!origin.isOwnHost(request)) {
            errors.write(request, response, Refusal.UNKNOWN_HOST);
        } else if (!origin.isFromOwnPage(request)) {
            errors.write(request, response, Refusal.FOREIGN_ORIGIN);
        } else {
            chain.doFilter(request, response);
        }
    }
}

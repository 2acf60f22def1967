package dev.edict.app.web.console;

import dev.edict.app.web.error.ErrorWriter;
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
    private final ErrorWriter errors;

    SameOriginFilter(BrowserOrigin origin, ErrorWriter errors) {
        this.origin = origin;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!origin.isOwnHost(request)) {
            Refusal.UNKNOWN_HOST.write(request, response, errors);
        } else if (!origin.isFromOwnPage(request)) {
            Refusal.FOREIGN_ORIGIN.write(request, response, errors);
        } else {
            chain.doFilter(request, response);
        }
    }
}

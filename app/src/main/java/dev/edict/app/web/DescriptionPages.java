package dev.edict.app.web;

import dev.edict.app.web.access.DescriptionAccess;
import dev.edict.app.web.error.ErrorBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Sets the content security policy of the API description, and hides the description if it is turned off. */
@Component
@FilterRegistration(enabled = false)
class DescriptionPages extends OncePerRequestFilter {

    /** The page writes inline style attributes; its scripts and requests are from this server. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private final DescriptionAccess access;
    private final JsonMapper json;

    DescriptionPages(DescriptionAccess access, JsonMapper json) {
        this.access = access;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !DescriptionAccess.describes(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("content-security-policy", POLICY);
        response.setHeader("x-content-type-options", "nosniff");
        response.setHeader("referrer-policy", "no-referrer");
        response.setHeader("cache-control", "no-cache");
        if (access.isOffAt(request.getRequestURI())) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(ErrorBody.unknownRoute(request)));
        } else {
            chain.doFilter(request, response);
        }
    }
}

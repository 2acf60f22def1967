package dev.edict.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nothing pass without the admin token but the routes that say nothing about policies (contract §2). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class BearerAuthentication extends OncePerRequestFilter {

    private static final String PREFIX = "Bearer ";
    private static final int MAX_TOKEN_LENGTH = 4096;
    private static final Set<String> OPEN = Set.of("/health", "/ready");
    private static final String METRICS = "/metrics";
    private static final Caller BOOTSTRAP = new Caller("admin:bootstrap");
    private static final Caller SCRAPER = new Caller("metrics");

    private final WebProperties properties;
    private final DescriptionAccess description;

    BearerAuthentication(WebProperties properties, DescriptionAccess description) {
        this.properties = properties;
        this.description = description;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (OPEN.contains(request.getRequestURI()) || description.isOpenAt(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        var caller = caller(request);
        if (caller.isPresent()) {
            chain.doFilter(new Authenticated(request, caller.get()), response);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getWriter().write("{\"error\":\"invalid_admin_token\"}");
        }
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var token = header.substring(PREFIX.length()).strip();
        if (matches(token, properties.adminToken())) {
            return Optional.of(BOOTSTRAP);
        }
        return METRICS.equals(request.getRequestURI()) && matches(token, properties.metricsToken())
                ? Optional.of(SCRAPER)
                : Optional.empty();
    }

    /** Takes the same time wherever the first difference is. */
    private static boolean matches(String offered, @Nullable String expected) {
        return expected != null
                && offered.length() <= MAX_TOKEN_LENGTH
                && MessageDigest.isEqual(
                        offered.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Authenticated extends HttpServletRequestWrapper {

        private final Caller caller;

        Authenticated(HttpServletRequest request, Caller caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public String getRemoteUser() {
            return caller.getName();
        }
    }
}

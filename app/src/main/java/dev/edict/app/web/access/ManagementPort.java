package dev.edict.app.web.access;

import dev.edict.app.connector.ConnectionProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Restricts the management port to the routes that report the state of the process. */
@Component
@FilterRegistration(enabled = false)
public class ManagementPort extends OncePerRequestFilter {

    public static final String METRICS = "/metrics";
    static final String HEALTH = "/health";
    static final String READY = "/ready";

    private static final Set<String> ROUTES = Set.of(HEALTH, READY, METRICS);

    private final @Nullable Integer port;

    ManagementPort(ConnectionProperties connections) {
        this.port = connections.managementPort();
    }

    /** Whether the path is a management route, which is answered under any load. */
    public static boolean isManagement(HttpServletRequest request) {
        return ROUTES.contains(request.getRequestURI());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return port == null || request.getLocalPort() != port || isManagement(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException {
        throw new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), HttpHeaders.EMPTY);
    }
}

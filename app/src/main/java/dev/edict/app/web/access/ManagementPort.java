package dev.edict.app.web.access;

import dev.edict.app.connector.ConnectionProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.NoHandlerFoundException;

/** On the port for management there are the routes that tell how the process is, and no others. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
public class ManagementPort extends OncePerRequestFilter {

    static final String HEALTH = "/health";
    static final String READY = "/ready";

    private static final Set<String> ROUTES = Set.of(HEALTH, READY, Callers.METRICS);

    private final @Nullable Integer port;
    private final HandlerExceptionResolver failures;

    ManagementPort(
            ConnectionProperties connections,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.port = connections.managementPort();
        this.failures = failures;
    }

    /** Whether the path is answered under any load. */
    public static boolean isManagement(HttpServletRequest request) {
        return ROUTES.contains(request.getRequestURI());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return port == null || request.getLocalPort() != port || isManagement(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        failures.resolveException(
                request,
                response,
                null,
                new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), HttpHeaders.EMPTY));
    }
}

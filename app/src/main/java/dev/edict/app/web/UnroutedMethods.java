package dev.edict.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers {@code OPTIONS} and {@code TRACE} as any other method that a route does not have (contract, appendix B), where
 * Spring would tell the methods and the servlet what was sent.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 9)
class UnroutedMethods extends OncePerRequestFilter {

    private static final Set<String> METHODS = Set.of(HttpMethod.OPTIONS.name(), HttpMethod.TRACE.name());

    private final HandlerExceptionResolver failures;

    UnroutedMethods(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.failures = failures;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !METHODS.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        failures.resolveException(
                request, response, null, new HttpRequestMethodNotSupportedException(request.getMethod()));
    }
}

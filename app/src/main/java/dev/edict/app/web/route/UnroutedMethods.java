package dev.edict.app.web.route;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Rejects a method that a path does not have, before its {@code Idempotency-Key} is evaluated. This includes
 * {@code OPTIONS}, which Spring would answer, and {@code TRACE}, for which the servlet would echo the request.
 */
@Component
@FilterRegistration(enabled = false)
public class UnroutedMethods extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());
    private static final Set<String> NOWHERE = Set.of(HttpMethod.OPTIONS.name(), HttpMethod.TRACE.name());

    private final List<RequestMappingInfoHandlerMapping> routes;

    UnroutedMethods(List<RequestMappingInfoHandlerMapping> routes) {
        this.routes = routes;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ServletRequestPathUtils.parseAndCache(request);
        var supported = routes.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(route -> isAt(route, request))
                .flatMap(route -> route.getMethodsCondition().getMethods().stream())
                .map(Enum::name)
                .collect(Collectors.toSet());
        var method = request.getMethod();
        if (supported.contains(method) || (supported.isEmpty() && !NOWHERE.contains(method))) {
            chain.doFilter(request, response);
            return;
        }
        if (supported.isEmpty()) {
            throw new NoHandlerFoundException(method, request.getRequestURI(), HttpHeaders.EMPTY);
        }
        throw new HttpRequestMethodNotSupportedException(method, supported);
    }

    private static boolean isAt(RequestMappingInfo route, HttpServletRequest request) {
        var paths = route.getPathPatternsCondition();
        return paths != null && paths.getMatchingCondition(request) != null;
    }
}

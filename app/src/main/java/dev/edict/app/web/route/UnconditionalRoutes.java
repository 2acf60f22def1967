package dev.edict.app.web.route;

import static dev.edict.command.api.Rejection.Reason.PRECONDITION_FAILED;

import dev.edict.app.openapi.Routes;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.Precondition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Rejects {@code If-Match} on routes without a state to compare, and a malformed one on every route: a condition that
 * is not evaluated must not seem to hold.
 */
@Component
class UnconditionalRoutes implements HandlerInterceptor, WebMvcConfigurer {

    /** An unknown target is reported first. */
    private static final int AFTER_LOOKUPS = 100;

    private final Routes routes;

    UnconditionalRoutes(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(AFTER_LOOKUPS);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var stated = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        if (!RequestTarget.of(request).isSafe()
                && Precondition.ofIfMatch(stated).isPresent()
                && isUnconditional(request)) {
            throw PRECONDITION_FAILED.because(
                    "This route has no state to compare with If-Match: omit the header, or send *");
        }
        return true;
    }

    private boolean isUnconditional(HttpServletRequest request) {
        var path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return routes.find(request.getMethod(), path)
                .filter(route -> !route.takes(HttpHeaders.IF_MATCH))
                .isPresent();
    }
}

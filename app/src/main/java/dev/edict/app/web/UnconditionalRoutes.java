package dev.edict.app.web;

import static dev.edict.command.api.Rejection.Reason.PRECONDITION_FAILED;

import dev.edict.app.openapi.Routes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses {@code If-Match} where there is no state to compare: a condition that nobody looks at must not seem to hold. */
@Component
class UnconditionalRoutes implements HandlerInterceptor, WebMvcConfigurer {

    /** Whoever asks for what is not there is told so first. */
    private static final int AFTER_LOOKUPS = 100;

    private static final List<String> WHATEVER_THERE_IS = List.of("*");

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
        if (!stated.isEmpty() && !stated.equals(WHATEVER_THERE_IS) && isUnconditionalChange(request)) {
            throw PRECONDITION_FAILED.because("There is no state here for If-Match to name: leave it out, or send *");
        }
        return true;
    }

    private boolean isUnconditionalChange(HttpServletRequest request) {
        var path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return !Target.of(request).isSafe()
                && routes.find(request.getMethod(), path)
                        .filter(route -> !route.takes(HttpHeaders.IF_MATCH))
                        .isPresent();
    }
}

package dev.edict.app.web.route;

import dev.edict.app.openapi.Parameter;
import dev.edict.app.openapi.Route;
import dev.edict.app.openapi.Routes;
import dev.edict.query.QueryRejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses parameters of the query string that a route of our own does not read: an answer to a question that was only
 * half understood would be believed. The contract's routes ignore them, as clients of it may rely on.
 */
@Component
class KnownParameters implements HandlerInterceptor, WebMvcConfigurer {

    /** After the ids of the path, before anything is looked up. */
    private static final int BEFORE_LOOKUPS = -50;

    private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_.\\-\\[\\]]{1,64}");

    private final Routes routes;

    KnownParameters(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(BEFORE_LOOKUPS);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        routes.find(method, path)
                .filter(Route::problem)
                .ifPresent(route -> requireKnown(
                        names(request),
                        route.parameters().stream().map(Parameter::name).toList()));
        return true;
    }

    private static List<String> names(HttpServletRequest request) {
        try {
            return Collections.list(request.getParameterNames());
        } catch (IllegalStateException e) {
            // the servlet's way of saying that the query string cannot be decoded
            var undecodable = QueryRejection.Reason.INVALID_QUERY.because("the query must be percent-encoded UTF-8");
            undecodable.initCause(e);
            throw undecodable;
        }
    }

    private static void requireKnown(List<String> given, List<String> known) {
        for (var name : given) {
            if (!known.contains(name)) {
                throw QueryRejection.Reason.INVALID_QUERY.because(
                        "unknown parameter%s: %s",
                        SHOWN.matcher(name).matches() ? " " + name : "",
                        known.isEmpty() ? "there are none here" : "known are " + String.join(", ", known));
            }
        }
    }
}

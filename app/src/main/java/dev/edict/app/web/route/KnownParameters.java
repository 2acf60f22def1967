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
 * Rejects unknown query parameters on routes outside of the contract, because a partly understood query returns a
 * misleading response. The routes of the contract ignore them, because its clients may rely on that.
 */
@Component
class KnownParameters implements HandlerInterceptor, WebMvcConfigurer {

    /** After the check of path ids, before any lookup. */
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
            // how the servlet reports a query string that cannot be decoded
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
                        known.isEmpty() ? "this route has none" : "known are " + String.join(", ", known));
            }
        }
    }
}

package dev.edict.app.web.access;

import dev.edict.app.web.request.HandlerMethods;
import dev.edict.app.web.request.HandlerMethods.Handler;
import dev.edict.app.web.request.RequestTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The routes of decision points and their callers, which {@code @RolesAllowed("replica:…")} and {@code "decide:…"} mark,
 * and the contract's signed ones. They are requested all the time, and have a rate limit of their own.
 */
@Component
class DecisionPointRoutes {

    /** Clients also request paths that cannot be decoded. */
    private static final PathContainer.Options UNDECODED = PathContainer.Options.create('/', false);

    private final SingletonSupplier<List<PathPattern>> paths;

    DecisionPointRoutes(HandlerMethods handlers) {
        this.paths = SingletonSupplier.of(() -> handlers.all().stream()
                .filter(DecisionPointRoutes::isOfDecisionPoints)
                .map(Handler::path)
                .distinct()
                .map(PathPatternParser.defaultInstance::parse)
                .toList());
    }

    private static boolean isOfDecisionPoints(Handler handler) {
        var route = RequestTarget.ofRoute(handler.method() + " " + handler.path());
        return Permission.of(handler.code(), route).isOfDecisionPoints();
    }

    /** Whether the path of the request is one of these routes. */
    boolean contains(HttpServletRequest request) {
        var path = PathContainer.parsePath(request.getRequestURI(), UNDECODED);
        return RequestTarget.of(request).isSigned()
                || paths.obtain().stream().anyMatch(pattern -> pattern.matches(path));
    }
}

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
 * The routes whose successes are not in the admin audit and have no idempotency receipt: those of decision points, and
 * questions about a zone that have a body.
 */
@Component
public class UnrecordedRoutes {

    /** Clients also request paths that cannot be decoded. */
    private static final PathContainer.Options UNDECODED = PathContainer.Options.create('/', false);

    private final DecisionPointRoutes ofDecisionPoints;
    private final SingletonSupplier<List<PathPattern>> questions;

    public UnrecordedRoutes(HandlerMethods handlers) {
        this.ofDecisionPoints = new DecisionPointRoutes(handlers);
        this.questions = SingletonSupplier.of(() -> handlers.all().stream()
                .filter(UnrecordedRoutes::isQuestion)
                .map(Handler::path)
                .distinct()
                .map(PathPatternParser.defaultInstance::parse)
                .toList());
    }

    private static boolean isQuestion(Handler handler) {
        var route = RequestTarget.ofRoute(handler.method() + " " + handler.path());
        return !route.isSafe() && Permission.of(handler.code(), route).isUnrecorded();
    }

    /** Whether the request is to one of these routes. */
    public boolean contains(HttpServletRequest request) {
        var path = PathContainer.parsePath(request.getRequestURI(), UNDECODED);
        return ofDecisionPoints.contains(request)
                || questions.obtain().stream().anyMatch(pattern -> pattern.matches(path));
    }
}

package dev.edict.app.web.access;

import dev.edict.app.web.access.Permission.Scope;
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
 * The routes of decision points, which {@code @RolesAllowed("replica:…")} marks. They are requested all the time and
 * observe only: they have a rate limit of their own, no audit record of success and no idempotency receipt.
 */
@Component
public class ReplicaRoutes {

    /** Clients also request paths that cannot be decoded. */
    private static final PathContainer.Options UNDECODED = PathContainer.Options.create('/', false);

    private final SingletonSupplier<List<PathPattern>> paths;

    public ReplicaRoutes(HandlerMethods handlers) {
        this.paths = SingletonSupplier.of(() -> handlers.all().stream()
                .filter(ReplicaRoutes::isOfReplicas)
                .map(Handler::path)
                .distinct()
                .map(PathPatternParser.defaultInstance::parse)
                .toList());
    }

    private static boolean isOfReplicas(Handler handler) {
        var route = RequestTarget.ofRoute(handler.method() + " " + handler.path());
        return Permission.of(handler.code(), route).scope() == Scope.REPLICA;
    }

    /** Whether the path of the request is one of these routes. */
    public boolean contains(HttpServletRequest request) {
        var path = PathContainer.parsePath(request.getRequestURI(), UNDECODED);
        return paths.obtain().stream().anyMatch(pattern -> pattern.matches(path));
    }
}

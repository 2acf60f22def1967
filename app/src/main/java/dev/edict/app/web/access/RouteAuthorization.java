package dev.edict.app.web.access;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import dev.edict.app.web.request.HandlerMethods;
import dev.edict.app.web.request.RequestTarget;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Authorizes requests by the annotations of handler methods: {@code @PermitAll} admits everyone, {@code @RolesAllowed}
 * those that {@link AccessRules} admits. Below a route, a path without a handler needs the route's permission;
 * elsewhere it needs the installation's. Callers therefore cannot discover which paths exist.
 */
@Component
public class RouteAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Permission ELSEWHERE = new Permission(Permission.Scope.INSTALLATION, false);
    private static final String ZONE_ID = "zoneId";
    private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);
    private static final AuthorizationResult UNKNOWN = new AuthorizationDecision(false);

    private final AccessRules rules;
    private final HandlerMethods handlers;
    private final DescriptionAccess description;
    private final SingletonSupplier<AuthorizationManager<HttpServletRequest>> rulesByPath;

    RouteAuthorization(AccessRules rules, HandlerMethods handlers, DescriptionAccess description) {
        this.rules = rules;
        this.handlers = handlers;
        this.description = description;
        this.rulesByPath = SingletonSupplier.of(this::rulesByPath);
    }

    /** Matches the routes that are open to everyone. */
    public RequestMatcher open() {
        var paths = handlers.all().stream()
                .filter(handler -> handler.code().isAnnotationPresent(PermitAll.class))
                .map(handler -> pathPattern(handler.path()))
                .toList();
        return request ->
                paths.stream().anyMatch(path -> path.matches(request)) || description.isOpenAt(request.getRequestURI());
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        return Objects.requireNonNull(rulesByPath.obtain().authorize(caller, context.getRequest()));
    }

    /** Rules for each route, then for the paths below each, the longest path first. */
    private AuthorizationManager<HttpServletRequest> rulesByPath() {
        var paths = new TreeMap<String, Map<String, Permission>>(
                comparingInt(RouteAuthorization::segments).reversed().thenComparing(naturalOrder()));
        for (var handler : handlers.all()) {
            var route = RequestTarget.ofRoute(handler.method() + " " + handler.path());
            paths.computeIfAbsent(handler.path(), unseen -> new HashMap<>())
                    .put(handler.method(), Permission.of(handler.code(), route));
        }
        var byPath = RequestMatcherDelegatingAuthorizationManager.builder();
        byPath.add(open(), (caller, context) -> GRANTED);
        paths.forEach((path, permissions) -> byPath.add(pathPattern(path), at(permissions)));
        paths.forEach((path, permissions) -> byPath.add(
                pathPattern(path + "/**"),
                beside(permissions.values().iterator().next())));
        return byPath.add(AnyRequestMatcher.INSTANCE, beside(ELSEWHERE)).build();
    }

    private static int segments(String path) {
        return path.split("/", -1).length;
    }

    private AuthorizationManager<RequestAuthorizationContext> at(Map<String, Permission> permissions) {
        var beside = beside(permissions.values().iterator().next());
        return (caller, context) -> {
            var method = context.getRequest().getMethod();
            var needed = permissions.get(method.equals("HEAD") ? "GET" : method);
            return needed == null ? beside.authorize(caller, context) : decide(caller, needed, context);
        };
    }

    private AuthorizationManager<RequestAuthorizationContext> beside(Permission route) {
        return (caller, context) -> decide(caller, route.unhandled(RequestTarget.of(context.getRequest())), context);
    }

    private AuthorizationResult decide(
            Supplier<? extends @Nullable Authentication> authentication,
            Permission needed,
            RequestAuthorizationContext context) {
        return authentication.get() instanceof Caller caller
                ? rules.check(caller, needed, context.getVariables().get(ZONE_ID))
                        .<AuthorizationResult>map(Denied::new)
                        .orElse(GRANTED)
                : UNKNOWN;
    }

    /** The denial behind an exception of this class's making; empty for another's. */
    public static Optional<Denial> denial(AccessDeniedException denied) {
        return denied instanceof AuthorizationDeniedException refused
                        && refused.getAuthorizationResult() instanceof Denied why
                ? Optional.of(why.denial())
                : Optional.empty();
    }

    /** The denial that the error response describes. */
    record Denied(Denial denial) implements AuthorizationResult {

        @Override
        public boolean isGranted() {
            return false;
        }
    }
}

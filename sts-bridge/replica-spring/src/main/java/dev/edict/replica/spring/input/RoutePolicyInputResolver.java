package dev.edict.replica.spring.input;

import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInput.Action;
import dev.edict.decision.input.PolicyInput.Context;
import dev.edict.decision.input.PolicyInput.Resource;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Maps a request by a table of routes and the claims of its token: the use of a mandate (contract §8.5). The token must
 * carry the scope of the route.
 */
public final class RoutePolicyInputResolver implements PolicyInputResolver {

    private static final String ACTION = "UpstreamRequest";

    private static final String SCOPE = "scope";
    private static final List<String> READ_BY_POLICY = List.of("delegation_edge_id", "target");

    private record ParsedRoute(PathPattern path, Set<String> methods, String resource, String scope) {

        static ParsedRoute of(Route route) {
            return new ParsedRoute(
                    PathPatternParser.defaultInstance.parse(route.path()),
                    route.methods(),
                    route.resource(),
                    route.scope());
        }

        boolean matches(String method, PathContainer requested) {
            return (methods.isEmpty() || methods.contains(method)) && path.matches(requested);
        }
    }

    private final List<ParsedRoute> routes;
    private final List<String> zones;
    private final ClaimNames names;
    private final CallerClaims callers;

    /**
     * A resolver by this table.
     *
     * @param routes the first that matches a request counts
     * @param zones those of the gateway; empty for every zone that a token names
     */
    public RoutePolicyInputResolver(List<Route> routes, List<String> zones, ClaimNames names, CallerClaims callers) {
        this.routes = routes.stream().map(ParsedRoute::of).toList();
        this.zones = List.copyOf(zones);
        this.names = names;
        this.callers = callers;
    }

    @Override
    public PolicyInput resolve(HttpServletRequest request, Principal caller) {
        var route = route(request);
        var claims = callers.of(caller);
        var application = text(claims, names.application());
        var scopes = scopes(claims.get(SCOPE));
        if (application == null) {
            throw new UnresolvedPolicyInput("the token does not name the calling application");
        }
        if (!scopes.contains(route.scope())) {
            throw new UnresolvedPolicyInput("the token does not carry the scope of the route");
        }
        return new PolicyInput(
                new PolicyInput.Principal("Application", application, zone(claims), null, null, null, labels(claims)),
                new Resource("Resource", "", route.resource(), List.of(route.scope())),
                new Action(ACTION, request.getMethod(), request.getRequestURI()),
                new Context(Map.of(), false, List.of(), subjectClaims(claims, scopes), null, null, null, null),
                null,
                null);
    }

    private ParsedRoute route(HttpServletRequest request) {
        var path = CanonicalPath.of(request);
        return routes.stream()
                .filter(route -> route.matches(request.getMethod(), path))
                .findFirst()
                .orElseThrow(() -> new UnresolvedPolicyInput("no route of the gateway matches the request"));
    }

    private String zone(Map<String, Object> claims) {
        var named = text(claims, names.zone());
        if (named == null && zones.size() == 1) {
            return zones.get(0);
        }
        if (named == null) {
            throw new UnresolvedPolicyInput("the token does not name its zone, and the gateway has several");
        }
        if (!zones.isEmpty() && !zones.contains(named)) {
            throw new UnresolvedPolicyInput("the token belongs to a zone that the gateway does not serve");
        }
        return named;
    }

    private List<String> labels(Map<String, Object> claims) {
        var labels = claims.get(names.labels());
        if (labels == null) {
            return List.of();
        }
        if (labels instanceof Collection<?> several && several.stream().allMatch(String.class::isInstance)) {
            return several.stream().map(String.class::cast).toList();
        }
        throw new UnresolvedPolicyInput("the labels of the token are not an array of strings");
    }

    /** The claims that a decision reads; others stay here. */
    private static Map<String, Object> subjectClaims(Map<String, Object> claims, Set<String> scopes) {
        var read = new LinkedHashMap<String, Object>();
        READ_BY_POLICY.stream()
                .filter(name -> claims.get(name) != null)
                .forEach(name -> read.put(name, claims.get(name)));
        read.put(SCOPE, String.join(" ", scopes));
        return read;
    }

    /** A string with blanks between scopes (RFC 8693), or the collection that token introspection makes of it. */
    private static Set<String> scopes(@Nullable Object claim) {
        var texts = claim instanceof Collection<?> several ? several.stream() : Stream.ofNullable(claim);
        return texts.filter(String.class::isInstance)
                .map(String.class::cast)
                .flatMap(text -> Arrays.stream(text.split(" ", -1)))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? text : null;
    }
}

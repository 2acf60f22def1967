package dev.edict.app.web.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.RequestPath;

/** The target of a request, read from its method and path as routes are: segment by segment, each decoded. */
public record RequestTarget(String method, String path, List<String> segments) {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String VERSION = "v1";
    private static final String ZONES = "zones";
    private static final String CONSOLE = "console";

    /** Where the signature of a request covers its body (contract §6.3), and no token comes with it. */
    private static final String SIGNED = "internal";

    /** Where the API begins: its own routes, the decisions of AuthZEN, and signed requests. */
    private static final Set<String> API = Set.of(VERSION, ZONES, SIGNED);

    /** What may stand before the entities of a path. */
    private static final Set<String> PREFIXES = Set.of(VERSION, CONSOLE);

    public static RequestTarget of(HttpServletRequest request) {
        if (request.getAttribute(RequestTarget.class.getName()) instanceof RequestTarget known) {
            return known;
        }
        var target = read(request);
        request.setAttribute(RequestTarget.class.getName(), target);
        return target;
    }

    private static RequestTarget read(HttpServletRequest request) {
        var parsed = RequestPath.parse(request.getRequestURI(), request.getContextPath());
        var segments = parsed.pathWithinApplication().elements().stream()
                .filter(PathSegment.class::isInstance)
                .map(segment -> ((PathSegment) segment).valueToMatch())
                .toList();
        var path = parsed.pathWithinApplication().elements().stream()
                .map(PathContainer.Element::value)
                .reduce("", String::concat);
        return new RequestTarget(request.getMethod(), path, segments);
    }

    /** Parses a route: its method, a blank, and the pattern of its path. */
    public static RequestTarget ofRoute(String route) {
        var method = route.substring(0, route.indexOf(' '));
        var path = route.substring(route.indexOf(' ') + 1);
        return new RequestTarget(method, path, List.of(path.substring(1).split("/", -1)));
    }

    /** The zone that the path is below. */
    public Optional<String> zoneId() {
        var at = !segments.isEmpty() && PREFIXES.contains(segments.get(0)) ? 1 : 0;
        var inZone = segments.size() > at + 1 && segments.get(at).equals(ZONES);
        return inZone ? Optional.of(segments.get(at + 1)) : Optional.empty();
    }

    /** Whether the method changes nothing. */
    public boolean isSafe() {
        return READING.contains(method);
    }

    public boolean isInApi() {
        return !segments.isEmpty() && API.contains(segments.get(0));
    }

    /** Whether it is a page of the console, or a part of one. */
    public boolean isInConsole() {
        return !segments.isEmpty() && segments.get(0).equals(CONSOLE);
    }

    /** Whether it is one of the contract's signed requests. */
    public boolean isSigned() {
        return !segments.isEmpty() && segments.get(0).equals(SIGNED);
    }
}

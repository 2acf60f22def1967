package dev.edict.app.web.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Tells under which origin a browser shows the console, and which requests come from its own pages. */
@Component
class BrowserOrigin {

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final @Nullable Origin configured;

    BrowserOrigin(ConsoleProperties properties) {
        this.configured = properties.publicOrigin();
    }

    Origin of(HttpServletRequest request) {
        return configured == null ? requested(request) : configured;
    }

    private static Origin requested(HttpServletRequest request) {
        var host = request.getHeader(HttpHeaders.HOST);
        return Origin.of(request.getScheme(), host == null ? "" : host);
    }

    /**
     * Whether the request names a host of this server: the configured one, or an address. Another name could be one of
     * an attacker's that was pointed at this machine.
     */
    boolean isOwnHost(HttpServletRequest request) {
        var requested = requested(request);
        return requested.isAddress()
                || (configured != null && configured.authority().equals(requested.authority()));
    }

    /** Whether cookies are safe on the way: by TLS, or without leaving the machine. */
    boolean isConfidential(HttpServletRequest request) {
        var origin = of(request);
        return origin.isSecure() || origin.isLoopback();
    }

    /** Whether the request changes nothing, or a page of this origin sent it. */
    boolean isFromOwnPage(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod())) {
            return true;
        }
        var from = request.getHeader(HttpHeaders.ORIGIN);
        return from == null
                ? "same-origin".equals(request.getHeader("sec-fetch-site"))
                : from.equals(of(request).toString())
                        || from.equals(requested(request).toString());
    }
}

package dev.edict.app.web.access;

import dev.edict.app.web.request.RequestTarget;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.util.Locale;

/**
 * What a request needs, as {@code @RolesAllowed} names it at its handler method: a scope, and {@code read} or
 * {@code write}, e.g. {@code zone:write}.
 */
public record Permission(Scope scope, boolean write) {

    /** Whose things a route is about. */
    public enum Scope {
        /** Nobody's. */
        ANY,
        /** The whole installation's. */
        INSTALLATION,
        /** The tokens of the installation. */
        TOKENS,
        /** The list of zones, of which a console's account has its own. */
        ZONES,
        /** The zone in the path, as {@code {zoneId}}. */
        ZONE
    }

    /** Of a handler method; of one that names none, all that a route can ask for. */
    public static Permission of(Method handler, RequestTarget route) {
        var roles = handler.getAnnotation(RolesAllowed.class);
        if (roles == null) {
            return new Permission(Scope.INSTALLATION, !route.isSafe());
        }
        var words = roles.value()[0].split(":", 2);
        return new Permission(Scope.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1].equals("write"));
    }

    /** The same scope, for a method that has no handler there. */
    Permission unhandled(RequestTarget request) {
        return new Permission(scope, !request.isSafe());
    }
}

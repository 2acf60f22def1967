package dev.edict.app.web.access;

import dev.edict.app.web.request.RequestTarget;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.util.Locale;

/**
 * The permission that a request needs, as {@code @RolesAllowed} names it at the handler method: a scope, and
 * {@code read} or a change, e.g. {@code zone:write}. What decision points report is
 * {@code replica:report}, and a decision {@code decide:ask}.
 */
public record Permission(Scope scope, boolean write) {

    /** The owner of what a route reads or changes. */
    public enum Scope {
        /** No owner. */
        ANY,
        /** The installation. */
        INSTALLATION,
        /** The tokens of the installation. */
        TOKENS,
        /** The list of zones; a console's account has a list of its own. */
        ZONES,
        /** The zone in the path, as {@code {zoneId}}. */
        ZONE,
        /** What decision points load and report: the zone in the path, or else the zones of the token. */
        REPLICA,
        /** Decisions in the zone in the path, as {@code {zoneId}}. */
        DECIDE
    }

    /** The permission of a handler method; a method that names none needs the widest. */
    public static Permission of(Method handler, RequestTarget route) {
        var roles = handler.getAnnotation(RolesAllowed.class);
        if (roles == null) {
            return new Permission(Scope.INSTALLATION, !route.isSafe());
        }
        return parse(roles.value()[0]);
    }

    /** Parses a scope and {@code read} or a change, e.g. {@code zone:write}. */
    public static Permission parse(String text) {
        var words = text.split(":", 2);
        return new Permission(Scope.valueOf(words[0].toUpperCase(Locale.ROOT)), !words[1].equals("read"));
    }

    /**
     * Whether a request of a method that may change something changes no policy: it is neither audited nor idempotent by
     * key, unlike a change. Who may read zones may have them evaluated.
     */
    public boolean isUnrecorded() {
        return isOfDecisionPoints() ? write : isQuestion();
    }

    /** Whether the request reads of a zone, or as if of one. */
    private boolean isQuestion() {
        return (scope == Scope.ZONE || scope == Scope.ZONES) && !write;
    }

    /** Whether decision points or their callers send the request, at rates that no administrator reaches. */
    boolean isOfDecisionPoints() {
        return scope == Scope.REPLICA || scope == Scope.DECIDE;
    }

    /** The same scope, for a method without a handler at this path. */
    Permission unhandled(RequestTarget request) {
        return new Permission(scope, !request.isSafe());
    }
}

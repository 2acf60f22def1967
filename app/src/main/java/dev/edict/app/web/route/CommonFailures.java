package dev.edict.app.web.route;

import dev.edict.app.openapi.Failure;
import dev.edict.app.web.access.AccessRules;
import dev.edict.app.web.access.Caller;
import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.access.ConcurrencyLimits;
import dev.edict.app.web.access.Denial;
import dev.edict.app.web.access.Permission;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.zone.ZoneDirectory.KnownZone;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** The errors of a route that follow from its method and path, with the statuses of filters and advice. */
final class CommonFailures {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    static final Failure RATE_LIMITED = failure(HttpStatus.TOO_MANY_REQUESTS, "rate_limited");

    /** Rules for the case that every zone is another account's, and for the case that every zone is a system zone. */
    private static final List<AccessRules> STRICTEST = List.of(
            new AccessRules(zoneId -> Optional.of(new KnownZone("another account", false))),
            new AccessRules(zoneId -> Optional.of(new KnownZone(null, true))));

    private CommonFailures() {}

    /**
     * The errors of a route that is not open to everyone.
     *
     * @param invalidBody the code for a body that fails validation
     */
    static List<Failure> of(RequestTarget route, Permission needed, String invalidBody) {
        var failures = new ArrayList<Failure>();
        failures.add(failure(HttpStatus.UNAUTHORIZED, "invalid_admin_token"));
        failures.add(RATE_LIMITED);
        failures.add(failure(HttpStatus.TOO_MANY_REQUESTS, ConcurrencyLimits.TOO_MANY));
        denials(route, needed).forEach(denial -> failures.add(failure(denial.status(), denial.code())));
        failures.add(failure(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error"));
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "busy"));
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "overloaded"));
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "postgres_unreachable"));
        if (route.isInApi()) {
            failures.addAll(ofTheApi(route, needed, invalidBody));
        }
        return failures;
    }

    private static List<Failure> ofTheApi(RequestTarget route, Permission needed, String invalidBody) {
        var failures = new ArrayList<Failure>();
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "starting"));
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "ending"));
        if (route.path().contains("{")) {
            failures.add(failure(HttpStatus.BAD_REQUEST, "invalid_params"));
        }
        if (WITH_BODY.contains(route.method())) {
            failures.add(failure(HttpStatus.BAD_REQUEST, invalidBody));
            failures.add(failure(HttpStatus.REQUEST_TIMEOUT, "request_timeout"));
            failures.add(failure(HttpStatus.CONTENT_TOO_LARGE, "payload_too_large"));
            failures.add(failure(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
        }
        if (!route.isSafe()) {
            failures.add(failure(HttpStatus.PRECONDITION_FAILED, "precondition_failed"));
            failures.add(failure(HttpStatus.BAD_REQUEST, "invalid_if_match"));
            failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "postgres_read_only"));
        }
        if (!route.isSafe() && !needed.isUnrecorded()) {
            failures.addAll(ofCommands());
        }
        return failures;
    }

    private static List<Failure> ofCommands() {
        return List.of(
                failure(HttpStatus.BAD_REQUEST, "invalid_idempotency_key"),
                failure(HttpStatus.CONFLICT, "idempotency_key_in_flight"),
                failure(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency_key_reused"),
                failure(HttpStatus.SERVICE_UNAVAILABLE, "snapshot_rebuilding"),
                failure(HttpStatus.SERVICE_UNAVAILABLE, "log_inconsistent"));
    }

    /** The denials that any kind of caller can meet on a route, by the access rules themselves. */
    private static Set<Denial> denials(RequestTarget route, Permission needed) {
        var zoneId = route.path().contains("{zoneId}") ? "a zone" : null;
        var denials = EnumSet.noneOf(Denial.class);
        STRICTEST.forEach(rules ->
                callers().forEach(caller -> rules.check(caller, needed, zoneId).ifPresent(denials::add)));
        return denials;
    }

    private static Stream<Caller> callers() {
        return Stream.of(Capability.values())
                .flatMap(capability -> Stream.of(
                        Caller.of("t", "t", capability, null, Origin.MINTED),
                        Caller.of("t", "t", capability, "another zone", Origin.MINTED),
                        Caller.of("console", "console", capability, null, Origin.DERIVED),
                        Caller.of("console", "console", capability, null, Origin.DERIVED)
                                .boundTo("an account")));
    }

    private static Failure failure(HttpStatus status, String code) {
        return new Failure(status.value(), code);
    }
}

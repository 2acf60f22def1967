package dev.edict.app.web;

import dev.edict.app.openapi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** The errors of a route that its method and path already tell; statuses as filters and advice answer them. */
final class CommonFailures {

    private static final String API = "/v1/";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    static final Failure RATE_LIMITED = failure(HttpStatus.TOO_MANY_REQUESTS, "rate_limited");

    private static final String TOKENS = "/v1/admin-tokens";
    private static final Set<String> FOR_EVERY_TOKEN = Set.of("/v1/policies/validate", "/v1/policy-templates");

    private CommonFailures() {}

    static boolean needsToken(String path) {
        return path.startsWith(API);
    }

    static boolean changes(String method) {
        return !method.equals("GET");
    }

    static List<Failure> of(String method, String path) {
        var failures = new ArrayList<Failure>();
        if (!needsToken(path)) {
            return failures;
        }
        failures.add(failure(HttpStatus.UNAUTHORIZED, "invalid_admin_token"));
        failures.add(RATE_LIMITED);
        denials(method, path).forEach(denial -> failures.add(failure(denial.status(), denial.code())));
        if (path.contains("{")) {
            failures.add(failure(HttpStatus.BAD_REQUEST, "invalid_params"));
        }
        if (WITH_BODY.contains(method)) {
            failures.add(failure(HttpStatus.BAD_REQUEST, BadRequests.code(path)));
            failures.add(failure(HttpStatus.CONTENT_TOO_LARGE, "payload_too_large"));
            failures.add(failure(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
        }
        if (changes(method)) {
            failures.add(failure(HttpStatus.PRECONDITION_FAILED, "precondition_failed"));
            failures.add(failure(HttpStatus.BAD_REQUEST, "invalid_idempotency_key"));
            failures.add(failure(HttpStatus.CONFLICT, "idempotency_key_in_flight"));
            failures.add(failure(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency_key_reused"));
            failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "busy"));
            failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "overloaded"));
        }
        failures.add(failure(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error"));
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "postgres_unreachable"));
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "starting"));
        failures.add(failure(HttpStatus.SERVICE_UNAVAILABLE, "ending"));
        return failures;
    }

    /** What the matrix of {@link AccessRules} has for a route. */
    private static List<Denial> denials(String method, String path) {
        var denials = new ArrayList<Denial>(List.of(Denial.INVALID_ACCOUNT_ASSERTION));
        if (FOR_EVERY_TOKEN.contains(path)) {
            return denials;
        }
        denials.add(Denial.ADMIN_TOKEN_ZONE_MISMATCH);
        if (changes(method)) {
            denials.addAll(List.of(Denial.ADMIN_TOKEN_READ_ONLY, Denial.ADMIN_TOKEN_APPROVE_ONLY));
        }
        var inZone = path.contains("/{zoneId}");
        if (inZone) {
            denials.add(Denial.ZONE_FORBIDDEN);
        }
        if (inZone && changes(method)) {
            denials.add(Denial.SYSTEM_ZONE_READ_ONLY);
        }
        if (path.startsWith(TOKENS)) {
            denials.add(Denial.ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN);
        } else if (!inZone) {
            denials.add(Denial.ACCOUNT_SCOPE_REQUIRED);
        }
        return denials;
    }

    private static Failure failure(HttpStatus status, String code) {
        return new Failure(status.value(), code);
    }
}

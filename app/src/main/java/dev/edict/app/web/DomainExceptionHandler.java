package dev.edict.app.web;

import dev.edict.app.web.error.ErrorBody;
import dev.edict.app.web.error.InvalidPathId;
import dev.edict.app.web.idempotency.FingerprintedRequest;
import dev.edict.app.web.idempotency.IdempotencyKeys;
import dev.edict.command.api.IdempotentRequest;
import dev.edict.command.api.Rejection;
import dev.edict.command.idempotency.DuplicateRequest;
import dev.edict.query.QueryRejection;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps the domain exceptions of the modules to responses; only this class assigns a status to a reason. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class DomainExceptionHandler {

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(Rejection rejection) {
        var body = ErrorBody.brief(rejection.reason().code(), rejection.explanation());
        var answer = ResponseEntity.status(status(rejection.reason()));
        rejection.facts().forEach((fact, value) -> {
            if (fact.equals(Rejection.RETRY_AFTER)) {
                answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(value));
            } else {
                body.put(ErrorBody.snakeCase(fact), value);
            }
        });
        return answer.body(body);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(QueryRejection question, HttpServletRequest request) {
        var status = status(question.reason());
        if (question.reason() == QueryRejection.Reason.INVALID_BODY) {
            var issues = question.issues().stream()
                    .map(issue -> new ErrorBody.Issue(issue.path(), issue.message()))
                    .toList();
            return ResponseEntity.status(status).body(ErrorBody.invalidBody(issues, request));
        }
        var answer = ResponseEntity.status(status);
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(ErrorBody.brief(question.reason().code(), String.valueOf(question.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(InvalidPathId invalid) {
        return ResponseEntity.badRequest()
                .body(ErrorBody.brief("invalid_params", "ids are 1 to 128 characters of A-Z a-z 0-9 _ . - :"));
    }

    /** Returns the stored response, byte for byte. */
    @ExceptionHandler
    ResponseEntity<Object> on(DuplicateRequest first, HttpServletRequest request) {
        var receipt = first.receipt();
        var repeated = (FingerprintedRequest) request.getAttribute(IdempotentRequest.ATTRIBUTE);
        var body = repeated.answerIn(receipt);
        if (body.isEmpty()) {
            return ResponseEntity.unprocessableContent()
                    .body(ErrorBody.brief(
                            "idempotency_key_reused",
                            "This Idempotency-Key belongs to a different request: send each request with its own key"));
        }
        var answer = ResponseEntity.status(receipt.status()).header(IdempotencyKeys.REPLAYED, "true");
        return body.get().isEmpty()
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON).body(body.get().getBytes(StandardCharsets.UTF_8));
    }

    static HttpStatus status(Rejection.Reason reason) {
        return switch (reason) {
            case ZONE_NOT_FOUND,
                    POLICY_NOT_FOUND,
                    POLICY_SET_NOT_FOUND,
                    VERSION_NOT_FOUND,
                    ADMIN_TOKEN_NOT_FOUND,
                    REPLICA_UNKNOWN,
                    DECISION_NOT_FOUND,
                    CANARY_NOT_FOUND,
                    SUITE_NOT_FOUND,
                    ACTIVATION_NOT_FOUND,
                    NOTE_NOT_FOUND,
                    REPLAY_NOT_FOUND,
                    CATALOGUE_OFF,
                    METADATA_NOT_CONFIGURED -> HttpStatus.NOT_FOUND;
            case INVALID_ADMIN_TOKEN, ACCESS_DENIED -> HttpStatus.UNAUTHORIZED;
            case GLOBAL_TOKEN_REQUIRED, ZONE_FORBIDDEN -> HttpStatus.FORBIDDEN;
            case APPLICATIONS_UNREADABLE, CATALOGUE_UNREADABLE -> HttpStatus.INTERNAL_SERVER_ERROR;
            case OVERLOADED, AUDIT_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case TOO_MANY_WAITING_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
            case REPLAY_OVER_BUDGET -> HttpStatus.INSUFFICIENT_STORAGE;
            case PAYLOAD_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case INVALID_ADMIN_TOKEN_REQUEST,
                    INVALID_IF_MATCH,
                    INVALID_QUERY,
                    INSTANT_IN_FUTURE,
                    INSTANT_BEFORE_LOG,
                    INVALID_POLICY_INPUT,
                    INVALID_EVALUATION,
                    INVALID_CANARY,
                    INVALID_CATALOGUE,
                    INVALID_SUITE,
                    TOO_MANY_EVALUATIONS,
                    INVALID_TOKEN,
                    NO_FIELDS,
                    RETENTION_ABOVE_LIMIT,
                    DCR_SHUTDOWN_NOT_APPLICABLE,
                    ZONE_ID_REQUIRED,
                    ZONE_ID_NOT_ALLOWED_FOR_GLOBAL -> HttpStatus.BAD_REQUEST;
            case ACTIVE_VERSION_CHANGED, PRECONDITION_FAILED, PREVIEW_OUTDATED -> HttpStatus.PRECONDITION_FAILED;
            case INVALID_REGO, INVALID_POLICY_CONTRACT, INVALID_POLICY_BUNDLE, ACTIVATION_UNKNOWN, POLICY_EVAL_FAILED ->
                HttpStatus.UNPROCESSABLE_CONTENT;
            case ZONE_SLUG_CONFLICT,
                    DCR_SHUTDOWN_REQUIRED,
                    RESERVED_NAMESPACE,
                    ZONE_NOT_ACTIVE,
                    POLICY_NAME_CONFLICT,
                    POLICY_ARCHIVED,
                    POLICY_IN_USE,
                    POLICY_SET_NAME_CONFLICT,
                    NO_ROLLBACK_TARGET,
                    REPLICA_ID_IN_USE,
                    TOO_MANY_REPLICAS,
                    INCARNATION_SUPERSEDED,
                    REPORT_OUT_OF_ORDER,
                    CANARIES_CHANGED,
                    CATALOGUE_NOT_MANAGED,
                    NOT_REPRODUCIBLE,
                    REPLAY_RUNNING,
                    REPLAY_NOT_RESUMABLE,
                    CANARY_CONTRADICTION,
                    TOO_MANY_CANARIES,
                    TOO_MANY_SUITES,
                    EVIDENCE_MISSING,
                    TOO_MANY_SUITE_CASES,
                    CANARIES_WOULD_FAIL,
                    SIMULATION_OUTDATED -> HttpStatus.CONFLICT;
        };
    }

    static HttpStatus status(QueryRejection.Reason reason) {
        return switch (reason) {
            case APPLICATIONS_UNREADABLE, CATALOGUE_UNREADABLE -> HttpStatus.INTERNAL_SERVER_ERROR;
            case TOO_MANY_WAITING_REQUESTS, TOO_MANY_REPORTS -> HttpStatus.TOO_MANY_REQUESTS;
            case INVALID_QUERY,
                    INVALID_FIELDS,
                    INVALID_CURSOR,
                    INVALID_BODY,
                    PERIOD_TOO_LONG,
                    INSTANT_IN_FUTURE,
                    INSTANT_BEFORE_ZONE,
                    SEQUENCE_BEYOND_HEAD -> HttpStatus.BAD_REQUEST;
            case ZONE_NOT_FOUND,
                    POLICY_NOT_FOUND,
                    POLICY_VERSION_NOT_FOUND,
                    POLICY_SET_NOT_FOUND,
                    POLICY_SET_VERSION_NOT_FOUND,
                    POLICY_SET_BINDING_NOT_FOUND,
                    ACTIVE_POLICY_SET_VERSION_NOT_FOUND,
                    REQUEST_NOT_FOUND,
                    CATALOGUE_OFF,
                    CANARY_NOT_FOUND,
                    SUITE_NOT_FOUND,
                    SIMULATION_NOT_FOUND -> HttpStatus.NOT_FOUND;
        };
    }
}

package dev.edict.app.web;

import dev.edict.app.web.error.ErrorBody;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.command.commandbus.Overloaded;
import dev.edict.command.eventstore.LogInconsistent;
import dev.edict.command.eventstore.SnapshotRebuilding;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Maps failures of Edict itself to responses: temporary ones, which may be retried, and bugs. A failed command had no
 * effect, unless the database connection was lost: then the outcome is unknown.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class FallbackExceptionHandler {

    private static final String CONTENT_CORRUPTED = "content_corrupted";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String NOT_READ = "The query timed out: retry it";
    private static final String NOT_CHANGED = "A concurrent change is in progress and this one had no effect: retry it";

    private static final Logger LOG = LoggerFactory.getLogger(FallbackExceptionHandler.class);

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(Overloaded e, HttpServletRequest request) {
        return later("overloaded", "Too many concurrent commands: retry later", request);
    }

    /** Has no {@code Retry-After}, because a retry cannot succeed before the log is repaired. */
    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(LogInconsistent e, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(ErrorBody.canonical(
                        "log_inconsistent",
                        "The event log is inconsistent; changes are rejected until an operator repairs it",
                        request));
    }

    @ExceptionHandler({dev.edict.command.content.ContentCorrupted.class, dev.edict.query.ContentCorrupted.class})
    ResponseEntity<Map<String, @Nullable Object>> onCorrupted(RuntimeException e, HttpServletRequest request) {
        LOG.error("{}: {}", CONTENT_CORRUPTED, e.getMessage());
        return ResponseEntity.internalServerError()
                .body(ErrorBody.canonical(
                        CONTENT_CORRUPTED, "A stored policy text or policy input does not match its SHA-256", request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(SnapshotRebuilding e, HttpServletRequest request) {
        return later(
                "snapshot_rebuilding",
                "The state for this change is being rebuilt from the log and it had no effect: retry it",
                request);
    }

    /** Answers nothing: the client of a stream has gone. */
    @ExceptionHandler
    void on(AsyncRequestNotUsableException gone, HttpServletRequest request) {
        LOG.debug("The client of {} has gone: {}", request.getRequestURI(), gone.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(Exception e, HttpServletRequest request) {
        return switch (classify(e)) {
            case BUSY, ROLLED_BACK ->
                later("busy", READING.contains(request.getMethod()) ? NOT_READ : NOT_CHANGED, request);
            case READ_ONLY -> unavailable("postgres_read_only", "PostgreSQL is read-only at the moment", e, request);
            case UNREACHABLE -> unavailable("postgres_unreachable", "PostgreSQL is unreachable", e, request);
            case LOGIN_REJECTED ->
                unavailable("postgres_unreachable", "PostgreSQL rejects the login of this service", e, request);
            case OUT_OF_RESOURCES ->
                unavailable("postgres_unreachable", "PostgreSQL is out of disk, memory or connections", e, request);
            case FAILED_TRANSACTION, DUPLICATE_KEY, DATA, STATEMENT, NONE -> failed(e, request);
        };
    }

    /** A transaction that times out before a statement has no JDBC failure as its cause. */
    private static DatabaseFailure classify(Throwable failure) {
        var found = DatabaseFailure.of(failure);
        for (var cause = failure; found == DatabaseFailure.NONE && cause != null; cause = cause.getCause()) {
            found = cause instanceof TransactionTimedOutException ? DatabaseFailure.BUSY : found;
        }
        return found;
    }

    private static ResponseEntity<Map<String, @Nullable Object>> failed(Exception e, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return ResponseEntity.internalServerError()
                .body(ErrorBody.canonical("internal_error", "The service failed to process the request", request));
    }

    private static ResponseEntity<Map<String, @Nullable Object>> unavailable(
            String code, String description, Exception e, HttpServletRequest request) {
        LOG.warn("{}: {}", description, e.getMessage());
        return later(code, description, request);
    }

    private static ResponseEntity<Map<String, @Nullable Object>> later(
            String code, String description, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(ErrorBody.canonical(code, description, request));
    }
}

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

/**
 * Answers failures of Edict itself: temporary ones, which may be retried, and bugs. Nothing of the command took effect, unless the
 * database went away: then it is unknown.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class FallbackExceptionHandler {

    private static final String CONTENT_CORRUPTED = "content_corrupted";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String NOT_READ = "It took too long to find the answer; nothing is wrong with the question";
    private static final String NOT_CHANGED = "Another change is being made; nothing of this one took effect";

    private static final Logger LOG = LoggerFactory.getLogger(FallbackExceptionHandler.class);

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(Overloaded e, HttpServletRequest request) {
        return later("overloaded", "Too many commands are under way", request);
    }

    /** Waiting does not mend it, so there is no time to try again after. */
    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(LogInconsistent e, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(ErrorBody.canonical(
                        "log_inconsistent",
                        "The event log is not as it was written; no change is accepted until an operator mends it",
                        request));
    }

    @ExceptionHandler({dev.edict.command.content.ContentCorrupted.class, dev.edict.query.ContentCorrupted.class})
    ResponseEntity<Map<String, @Nullable Object>> onCorrupted(RuntimeException e, HttpServletRequest request) {
        LOG.error("{}: {}", CONTENT_CORRUPTED, e.getMessage());
        return ResponseEntity.internalServerError()
                .body(ErrorBody.canonical(
                        CONTENT_CORRUPTED, "A stored policy text is not the one its version names", request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(SnapshotRebuilding e, HttpServletRequest request) {
        return later(
                "snapshot_rebuilding",
                "The state that this change is decided on is being rebuilt from the log; nothing of it took effect",
                request);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(Exception e, HttpServletRequest request) {
        return switch (classify(e)) {
            case BUSY, ROLLED_BACK ->
                later("busy", READING.contains(request.getMethod()) ? NOT_READ : NOT_CHANGED, request);
            case READ_ONLY ->
                unavailable("postgres_read_only", "PostgreSQL takes no changes at the moment", e, request);
            case UNREACHABLE -> unavailable("postgres_unreachable", "The database is not to be reached", e, request);
            case LOGIN_REJECTED ->
                unavailable("postgres_unreachable", "PostgreSQL rejects the login of this service", e, request);
            case OUT_OF_RESOURCES ->
                unavailable("postgres_unreachable", "PostgreSQL lacks disk, memory or connections", e, request);
            case FAILED_TRANSACTION, DUPLICATE_KEY, STATEMENT, NONE -> failed(e, request);
        };
    }

    /** A transaction whose time was over before a statement has no failure of JDBC. */
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

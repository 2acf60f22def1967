package dev.edict.app.web.error;

import dev.edict.app.openapi.Route;
import dev.edict.app.openapi.Routes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/** Answers requests that fail before any command or query: unknown route, unreadable or invalid body. */
@RestControllerAdvice
@Order(0)
class BadRequests {

    private final Routes routes;

    BadRequests(Routes routes) {
        this.routes = routes;
    }

    private static final String TOO_MUCH =
            "at most 64 levels, a million values and names, numbers of 1,000 digits and names of 50,000 characters are read; ";

    /** The parser's name for an unescaped control character. */
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("CTRL-CHAR, code (?<code>[0-9]{1,5})\\)");

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
    ResponseEntity<Map<String, @Nullable Object>> onUnknownRoute(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).body(ErrorBody.unknownRoute(request));
    }

    /** A route for GET also answers HEAD. */
    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(
            HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        var allowed = new TreeSet<String>();
        if (e.getSupportedMethods() != null) {
            allowed.addAll(List.of(e.getSupportedMethods()));
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        var methods = String.join(", ", allowed);
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, methods)
                .body(ErrorBody.canonical(
                        "method_not_allowed", "The method is not allowed here: use " + methods, request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(MethodArgumentNotValidException e, HttpServletRequest request) {
        return invalid(
                e.getAllErrors().stream()
                        .map(error -> ErrorBody.Issue.at(
                                error instanceof FieldError field ? field.getField() : "",
                                String.valueOf(error.getDefaultMessage())))
                        .toList(),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(HttpMessageNotReadableException e, HttpServletRequest request) {
        var cause = e.getCause();
        if (cause instanceof StreamConstraintsException tooMuch) {
            return ResponseEntity.badRequest()
                    .body(ErrorBody.canonical(code(request), "Request body: " + TOO_MUCH + where(tooMuch), request));
        }
        if (cause instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()) {
            return invalid(List.of(issue(mismatch)), request);
        }
        var description = cause instanceof JacksonException malformed
                ? "Request body is not the JSON expected: " + where(malformed)
                : "Request body is missing";
        return ResponseEntity.badRequest().body(ErrorBody.canonical(code(request), description, request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                .body(ErrorBody.canonical(
                        "unsupported_media_type", "Unsupported content type: send application/json", request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(EncodedBody e, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                .body(ErrorBody.canonical(
                        "unsupported_media_type",
                        "Content-Encoding is not supported: send the body without it",
                        request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> on(BodyTooLarge e, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                .body(ErrorBody.canonical("payload_too_large", String.valueOf(e.getMessage()), request));
    }

    /** The member path comes from the document itself, and so is already in snake case. */
    private static ErrorBody.Issue issue(DatabindException e) {
        var path = e.getPath().stream()
                .map(step -> step.getPropertyName() != null ? step.getPropertyName() : String.valueOf(step.getIndex()))
                .toList();
        return new ErrorBody.Issue(path, expectation(String.valueOf(e.getOriginalMessage())));
    }

    /** Messages of our own deserializers begin in lower case; those of the library name classes. */
    private static String expectation(String message) {
        return !message.isEmpty() && Character.isLowerCase(message.charAt(0)) ? message : "not of the expected type";
    }

    private static String where(JacksonException e) {
        var location = e.getLocation();
        var control = CONTROL_CHARACTER.matcher(String.valueOf(e.getOriginalMessage()));
        var what = control.find() ? "U+%04X".formatted(Integer.parseInt(control.group("code"))) : "unreadable";
        return location == null
                ? what
                : "%s at line %d, column %d".formatted(what, location.getLineNr(), location.getColumnNr());
    }

    private ResponseEntity<Map<String, @Nullable Object>> invalid(
            List<ErrorBody.Issue> issues, HttpServletRequest request) {
        var body = ErrorBody.invalidBody(issues, request);
        body.put("error", code(request));
        return ResponseEntity.badRequest().body(body);
    }

    private String code(HttpServletRequest request) {
        var path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return routes.find(request.getMethod(), path).map(Route::invalidBody).orElse(Route.INVALID_BODY);
    }
}

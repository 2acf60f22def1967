package dev.edict.cli.api;

import dev.edict.cli.io.FailureReason;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Edict gave no usable answer; the message is for the person at the terminal, and never has a credential. */
public final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final String IN_FLIGHT = "idempotency_key_in_flight";
    private static final int MOST_ISSUES = 5;

    private final int status;
    private final String code;
    private final transient JsonNode body;
    private final @Nullable Duration retryAfter;
    private final boolean unreachable;

    private ApiFailure(String message, int status, JsonNode body, @Nullable Duration retryAfter, boolean unreachable) {
        super(message);
        this.status = status;
        this.code = body.path("error").asString("");
        this.body = body;
        this.retryAfter = retryAfter;
        this.unreachable = unreachable;
    }

    static ApiFailure of(String message) {
        return new ApiFailure(message, 0, MissingNode.getInstance(), null, false);
    }

    static ApiFailure unreachable(Object address, IOException failure) {
        var message = "Edict is unreachable at %s: %s".formatted(address, reason(failure));
        return new ApiFailure(message, 0, MissingNode.getInstance(), null, true);
    }

    /** The client of the JDK gives these two no message. */
    private static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host name is unknown";
            }
        }
        return failure instanceof ConnectException && failure.getMessage() == null
                ? "the connection is refused"
                : FailureReason.of(failure);
    }

    static ApiFailure refused(String subject, int status, JsonNode body, @Nullable Duration retryAfter) {
        var code = body.path("error").asString("");
        var why = body.path("error_description").asString(body.path("detail").asString(""));
        var message = "%s: %d%s%s%s"
                .formatted(
                        subject,
                        status,
                        code.isEmpty() ? "" : " " + code,
                        why.isEmpty() ? "" : ": " + why,
                        issues(body));
        return new ApiFailure(message, status, body, retryAfter, false);
    }

    /** What is wrong with the body of the request, and where. */
    private static String issues(JsonNode body) {
        var issues = body.path("details").path("issues");
        var first = issues.valueStream()
                .limit(MOST_ISSUES)
                .map(issue ->
                        "%s: %s".formatted(path(issue), issue.path("message").asString("")))
                .collect(Collectors.joining("; "));
        var more = issues.size() - MOST_ISSUES;
        return first.isEmpty() ? "" : " (%s%s)".formatted(first, more > 0 ? "; and %d more".formatted(more) : "");
    }

    private static String path(JsonNode issue) {
        return issue.path("path").valueStream().map(JsonNode::asString).collect(Collectors.joining("."));
    }

    /** The same failure, with what to do about it. */
    public ApiFailure with(String advice) {
        return new ApiFailure(getMessage() + "; " + advice, status, body, retryAfter, unreachable);
    }

    /** The status of the answer; 0 if there was none. */
    public int status() {
        return status;
    }

    /** The stable code of the error; empty if Edict gave none. */
    public String code() {
        return code;
    }

    /** A member of the error's body, such as {@code details}; missing if the body has none. */
    public JsonNode member(String name) {
        return body.path(name);
    }

    /** Whether no answer came: the request may have had an effect. */
    public boolean isUnreachable() {
        return unreachable;
    }

    /** Whether the same request may succeed a little later. */
    public boolean isPassing() {
        return unreachable || PASSING.contains(status) || code.equals(IN_FLIGHT);
    }

    /** When Edict asks to come back; empty if it does not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

package dev.edict.replica.controlplane;

import dev.edict.replica.background.LogSafeText;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An answer of the control plane, with any status. */
public final class HttpAnswer {

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final int LONGEST_CODE = 64;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    HttpAnswer(HttpResponse<byte[]> response) {
        this.status = response.statusCode();
        this.headers = response.headers();
        this.body = response.body();
    }

    public int status() {
        return status;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /**
     * The body as JSON.
     *
     * @throws ControlPlaneFailure if the status is another one, or the body is not of this shape
     */
    public <T> T read(int expectedStatus, Class<T> type) {
        if (status != expectedStatus) {
            throw failure();
        }
        try {
            var value = Json.read(body, type);
            if (value == null) {
                throw new ControlPlaneFailure("unusable_answer", "the body is null");
            }
            return value;
        } catch (JacksonException e) {
            throw new ControlPlaneFailure("unusable_answer", LogSafeText.of(e.getOriginalMessage()));
        }
    }

    /** The failure of an answer that is not the expected one; its code is the body's {@code error}. */
    public ControlPlaneFailure failure() {
        var code = "http_" + status;
        var detail = "";
        try {
            var json = Json.tree(body);
            code = text(json, "error", code);
            detail = text(json, "error_description", detail);
        } catch (JacksonException e) {
            detail = "the body is no JSON";
        }
        var stated = code.length() <= LONGEST_CODE ? code : "http_" + status;
        return new ControlPlaneFailure(
                LogSafeText.of(stated), LogSafeText.of("status %d %s".formatted(status, detail)), retryAfter());
    }

    private static String text(JsonNode json, String member, String otherwise) {
        var value = json.get(member);
        return value != null && value.isString() ? value.stringValue() : otherwise;
    }

    /** The seconds of {@code Retry-After}, at most a minute; zero without one. */
    private Duration retryAfter() {
        try {
            var seconds =
                    Duration.ofSeconds(headers.firstValueAsLong("Retry-After").orElse(0));
            var bounded = seconds.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : seconds;
            return bounded.isNegative() ? Duration.ZERO : bounded;
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}

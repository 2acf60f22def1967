package dev.edict.cli.api;

import dev.edict.cli.io.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API of Edict.
 *
 * @param path with the query
 * @param body as JSON; null for none
 * @param idempotencyKey lets Edict recognise the same change when it is sent again; null for none
 * @param ifMatch the entity tag of the expected state, with its quotes; null for none
 * @param held for how long Edict may hold the request
 */
public record ApiRequest(
        String method,
        String path,
        @Nullable String body,
        @Nullable String idempotencyKey,
        @Nullable String ifMatch,
        Duration held) {

    private static final Duration LONGEST_EVALUATION = Duration.ofSeconds(60);

    public static ApiRequest get(String path) {
        return of("GET", path, null);
    }

    /** Sends a body that Jackson can write; keys of maps are sorted, so that a repeated request has the same bytes. */
    public static ApiRequest post(String path, Object body) {
        return of("POST", path, Json.plain(body));
    }

    public static ApiRequest put(String path, Object body) {
        return of("PUT", path, Json.plain(body));
    }

    public static ApiRequest delete(String path) {
        return of("DELETE", path, null);
    }

    private static ApiRequest of(String method, String path, @Nullable String body) {
        return new ApiRequest(method, path, body, null, null, Duration.ZERO);
    }

    /** Fills {@code %s} of a path or query with percent-encoded texts. */
    public static String path(String format, Object... texts) {
        return format.formatted(
                Arrays.stream(texts).map(text -> encoded(text.toString())).toArray());
    }

    /** Unreserved characters stay as they are (RFC 3986 §2.3): Edict accepts one spelling of a path. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~")
                .replace("%3A", ":");
    }

    public ApiRequest withIdempotencyKey(String key) {
        return new ApiRequest(method, path, body, key, ifMatch, held);
    }

    public ApiRequest withIfMatch(String tag) {
        return new ApiRequest(method, path, body, idempotencyKey, tag, held);
    }

    /** For a request that evaluates every case of a zone, with an engine that may be another process. */
    public ApiRequest evaluating() {
        return heldFor(LONGEST_EVALUATION);
    }

    public ApiRequest heldFor(Duration longest) {
        return new ApiRequest(method, path, body, idempotencyKey, ifMatch, longest);
    }

    /** Whether the same request a second time has no second effect and the same answer. */
    boolean isRepeatable() {
        return method.equals("GET") || idempotencyKey != null;
    }
}

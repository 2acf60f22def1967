package dev.edict.app.sdk;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A plain HTTP client that sends what the contract's SDKs send (§3.1): ids in the path as they are, a content type only
 * with a body, no limit on lists, cursors followed for 50 pages, reads tried again on what may pass.
 */
final class Sdk {

    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final int RETRIES = 3;
    private static final int MOST_PAGES = 50;
    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String apiUrl;
    private final String token;
    private final List<String> sent = new ArrayList<>();

    Sdk(String apiUrl, String token) {
        this.apiUrl = apiUrl;
        this.token = token;
    }

    /** What was sent so far, e.g. {@code POST /v1/zones}. */
    List<String> sent() {
        return sent.stream()
                .map(call -> call.replaceAll("/[0-9a-f-]{36}", "/ID").replaceAll("\\?.*", ""))
                .toList();
    }

    JsonNode get(String path) {
        for (int attempt = 0; ; attempt++) {
            var response = send("GET", path, null);
            if (response.statusCode() < 300) {
                return JSON.readTree(response.body());
            }
            if (attempt == RETRIES || !WORTH_ANOTHER_TRY.contains(response.statusCode())) {
                throw new Refused(response.statusCode(), response.body());
            }
            pause(wait(attempt, response));
        }
    }

    /** Everything there is, page by page. */
    List<JsonNode> list(String path) {
        var items = new ArrayList<JsonNode>();
        var cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = get(path + cursor);
            if (!answer.path("items").isArray()) {
                throw new IllegalStateException("no list: " + answer);
            }
            answer.path("items").forEach(items::add);
            var next = answer.path("next_cursor");
            if (next.isNull() || next.asString("").isEmpty()) {
                return items;
            }
            cursor = "?cursor=" + URLEncoder.encode(next.stringValue(), StandardCharsets.UTF_8);
        }
        throw new IllegalStateException("more than %d pages".formatted(MOST_PAGES));
    }

    JsonNode post(String path, Object body) {
        var response = send("POST", path, JSON.writeValueAsString(body));
        if (response.statusCode() >= 300) {
            throw new Refused(response.statusCode(), response.body());
        }
        return JSON.readTree(response.body());
    }

    JsonNode delete(String path) {
        var response = send("DELETE", path, null);
        if (response.statusCode() != 204) {
            throw new Refused(response.statusCode(), response.body());
        }
        return MissingNode.getInstance();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) {
        sent.add(method + " " + path);
        var request = HttpRequest.newBuilder(URI.create(apiUrl + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As long as the answer asks for, up to a bound; else longer each time. */
    private static Duration wait(int attempt, HttpResponse<String> response) {
        var asked = response.headers().firstValueAsLong("retry-after");
        return asked.isPresent()
                ? Duration.ofSeconds(Math.min(asked.getAsLong(), LONGEST_WAIT_SECONDS))
                : Duration.ofMillis(250L << attempt);
    }

    private static void pause(Duration wait) {
        var until = System.nanoTime() + wait.toNanos();
        await("the back-off of the SDK").pollInterval(wait).until(() -> System.nanoTime() >= until);
    }

    /** What the SDKs throw: the status and the code in the body. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(int status, String body) {
            super("%d %s".formatted(status, JSON.readTree(body).path("error").asString()));
        }
    }
}

package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The Admin API as a client uses it, and the authoring steps of the tests in the domain's words. */
public class Api {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Longer than any test keeps the server busy: only a hanging request times out. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final @Nullable String token;

    /** The API of the node at this port, with this bearer token. */
    public Api(int port, @Nullable String token) {
        this.port = port;
        this.token = token;
    }

    Api withToken(@Nullable String other) {
        return new Api(port, other);
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body), Map.of("content-type", "application/json"));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body), Map.of("content-type", "application/json"));
    }

    public Answer postRaw(String path, String body, String contentType) {
        return send("POST", path, body, Map.of("content-type", contentType));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    /** Sends any request and returns whatever is answered. */
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LONGEST_CALL)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            if (path.contains("/timeline/stream")) {
                return beginning(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
            }
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A stream does not end: its first event with data stands for it, or its first sign of life. */
    private static Answer beginning(HttpResponse<InputStream> response) throws IOException {
        try (var body = new Scanner(response.body(), StandardCharsets.UTF_8)) {
            var isStream = response.statusCode() == 200;
            var read = body.useDelimiter(isStream ? "\n\n" : "\\z").tokens();
            var text = isStream ? read.filter(event -> event.contains("data:") || event.startsWith(":")) : read;
            return new Answer(
                    response.statusCode(), response.headers(), text.findFirst().orElse(""));
        }
    }

    /** A status, headers and a body. */
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        }

        public String text(String member) {
            return json().path(member).asString();
        }

        public Answer expect(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }

        public Answer refused(int expected, String code) {
            expect(expected);
            assertThat(text("error")).as(body).isEqualTo(code);
            return this;
        }
    }

    public static String uniqueName(String kind) {
        return kind + "-" + NAMES.incrementAndGet();
    }

    public String zone() {
        return post("/v1/zones", Map.of("name", uniqueName("zone"))).expect(201).text("id");
    }

    /** Creates a policy and returns its id and the id of its first version. */
    public Created policy(String zoneId, String content) {
        var answer = post(
                        "/v1/zones/%s/policies".formatted(zoneId),
                        Map.of("name", uniqueName("policy"), "content", content))
                .expect(201);
        return new Created(answer.text("id"), answer.text("version_id"));
    }

    /** A policy and its first version. */
    public record Created(String policyId, String versionId) {}

    public String policySet(String zoneId) {
        return post("/v1/zones/%s/policy-sets".formatted(zoneId), Map.of("name", uniqueName("set")))
                .expect(201)
                .text("id");
    }

    public String seal(String zoneId, String policySetId, String... policyVersionIds) {
        var manifest = new ArrayList<Map<String, String>>();
        for (var id : policyVersionIds) {
            manifest.add(Map.of("policy_version_id", id));
        }
        return post("/v1/zones/%s/policy-sets/%s/versions".formatted(zoneId, policySetId), Map.of("manifest", manifest))
                .expect(201)
                .text("version_id");
    }

    public Answer activate(String zoneId, String policySetId, String versionId) {
        return post(
                "/v1/zones/%s/policy-sets/%s/activate".formatted(zoneId, policySetId), Map.of("version_id", versionId));
    }

    public Answer activate(String zoneId, String policySetId, String versionId, @Nullable String expectedActive) {
        var body = new HashMap<String, @Nullable Object>();
        body.put("version_id", versionId);
        body.put("expected_active_version_id", expectedActive);
        return post("/v1/zones/%s/policy-sets/%s/activate".formatted(zoneId, policySetId), body);
    }

    public Answer rollBack(String zoneId, String reason) {
        return post("/v1/zones/%s/rollback".formatted(zoneId), Map.of("reason", reason));
    }

    public Answer deactivate(String zoneId, String reason) {
        return post("/v1/zones/%s/deactivate".formatted(zoneId), Map.of("reason", reason));
    }

    public Answer active(String zoneId) {
        return get("/v1/zones/%s/active".formatted(zoneId));
    }

    public List<JsonNode> timeline(String zoneId) {
        return get("/v1/zones/%s/timeline?order=asc&limit=500".formatted(zoneId))
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    /** A zone with a set that has the wanted number of sealed versions of one policy. */
    public Governed governed(int versions) {
        var zoneId = zone();
        var policy = policy(zoneId, Documents.GRANTS);
        var policySetId = policySet(zoneId);
        var versionIds = new ArrayList<String>();
        for (int i = 0; i < versions; i++) {
            versionIds.add(seal(zoneId, policySetId, policy.versionId()));
        }
        return new Governed(zoneId, policy.policyId(), policySetId, versionIds);
    }

    public record Governed(String zoneId, String policyId, String policySetId, List<String> versionIds) {}
}

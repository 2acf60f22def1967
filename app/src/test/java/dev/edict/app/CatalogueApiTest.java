package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a zone's policy documents may name: applications, resources with scopes, deprecated terms. */
@Tag("servers")
class CatalogueApiTest {

    private static final String CONTENT =
            """
            {"applications":[{"id":"app-2"},{"id":"app-1","name":"Ledger"}],\
            "resources":[{"identifier":"resource://ledger","scopes":["read","pay"],"tiered_scopes":["pay"]}],\
            "terms":[{"term":"resource://books","replaced_by":"resource://ledger"}]}""";

    private static final int LARGEST = 8 << 20;

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String zoneId = api.zone();
    private final String path = "/v1/zones/%s/catalogue".formatted(zoneId);

    @Test
    void a_catalogue_is_replaced_and_read_again() {
        assertThat(tag(api.get(path).expect(200))).isEqualTo("\"k0\"");
        var replaced = put(CONTENT, null).expect(200);
        assertThat(tag(replaced)).isEqualTo("\"k1\"");
        assertThat(replaced.json().propertyNames())
                .containsExactly(
                        "catalogue_version",
                        "content_sha256",
                        "content_length",
                        "applications",
                        "resources",
                        "terms",
                        "replaced_at",
                        "replaced_by");
        var read = api.get(path).expect(200);
        assertThat(tag(read)).isEqualTo("\"k1\"");
        assertThat(read.json().at("/applications/0/id").asString()).isEqualTo("app-1");
        assertThat(read.json().at("/resources/0/scopes")).hasToString("[\"pay\",\"read\"]");
        assertThat(read.text("replaced_at")).isEqualTo(replaced.text("replaced_at"));
        api.send("GET", path, null, Map.of("if-none-match", "\"k1\"")).expect(304);
    }

    @Test
    void the_same_catalogue_in_another_order_appends_no_event() {
        put(CONTENT, null).expect(200);
        var again = put(CONTENT.replace("[\"read\",\"pay\"]", "[\"pay\",\"read\"]"), null)
                .expect(200);
        assertThat(tag(again)).isEqualTo("\"k1\"");
        await("the timeline, which follows the log").untilAsserted(() -> assertThat(
                        api.get("/v1/zones/%s/timeline".formatted(zoneId)).body())
                .containsOnlyOnce("Catalogue replaced by version 1: 2 applications, 1 resource, 1 deprecated term"));
    }

    @Test
    void a_change_that_expects_another_version_is_refused() {
        put(CONTENT, "\"k0\"").expect(200);
        var other = CONTENT.replace("app-2", "app-3");
        assertThat(put(other, "\"k0\"").refused(412, "precondition_failed").text("current_etag"))
                .isEqualTo("\"k1\"");
        assertThat(tag(put(other, "\"k1\"").expect(200))).isEqualTo("\"k2\"");
    }

    @Test
    void what_is_invalid_is_refused_with_its_path() {
        assertThat(put(CONTENT.replace("[\"pay\"]", "[\"settle\"]"), null)
                        .refused(400, "invalid_catalogue")
                        .json()
                        .at("/details/issues"))
                .hasToString("[{\"path\":[\"resources\",\"0\",\"tiered_scopes\"],"
                        + "\"message\":\"\\\"settle\\\" is no scope of the resource\"}]");
        assertThat(put(
                                CONTENT.replace(
                                        "\"replaced_by\":\"resource://ledger\"}",
                                        "\"replaced_by\":\"b\"},"
                                                + "{\"term\":\"b\",\"replaced_by\":\"resource://books\"}"),
                                null)
                        .refused(400, "invalid_catalogue")
                        .text("detail"))
                .contains("in a cycle: ", " → ");
        put(CONTENT.replace("app-2", "\\u0000"), null).refused(400, "invalid_catalogue");
        put(CONTENT.replace("\"app-2\"", "2"), null).refused(400, "invalid_catalogue");
        put("[]", null).refused(400, "invalid_catalogue");
        put("", null).refused(400, "invalid_catalogue");
    }

    @Test
    void a_catalogue_of_several_mebibytes_takes_effect_once_under_its_key() {
        var headers = Map.of("content-type", "application/json", "idempotency-key", Api.uniqueName("key"));
        var large = large();
        assertThat(large.length()).isBetween(6 << 20, LARGEST);
        var first = api.send("PUT", path, large, headers).expect(200);
        assertThat(first.json().get("resources").asInt()).isEqualTo(20_000);
        var again = api.send("PUT", path, large, headers).expect(200);
        assertThat(again.headers().firstValue("idempotent-replayed")).hasValue("true");
        assertThat(again.body()).isEqualTo(first.body());
        api.send("PUT", path, CONTENT, headers).refused(422, "idempotency_key_reused");
        assertThat(api.get(path).expect(200).json().get("resources")).hasSize(20_000);
    }

    @Test
    void a_catalogue_of_the_limit_of_its_route_is_taken() {
        put(CONTENT + " ".repeat(LARGEST - CONTENT.length()), null).expect(200);
        assertThat(tag(api.get(path))).isEqualTo("\"k1\"");
    }

    /** A client that goes on sending may lose the answer when the connection ends, so this one waits for it. */
    @ParameterizedTest
    @ValueSource(ints = {LARGEST + 1, 100_000_000})
    void a_catalogue_above_the_limit_of_its_route_is_refused_unread(int length) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edict.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            "PUT %s HTTP/1.1\r\nhost: e\r\nauthorization: Bearer %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n{"
                                    .formatted(path, Edict.TOKEN, length)
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next >= 0 && answer.indexOf("8 MiB") < 0) {
                answer.append((char) next);
                next = socket.getInputStream().read();
            }
            assertThat(answer.toString()).contains("HTTP/1.1 413", "payload_too_large", "Request body exceeds 8 MiB");
        }
        assertThat(tag(api.get(path))).isEqualTo("\"k0\"");
    }

    @Test
    void a_body_of_more_than_a_million_tokens_or_64_levels_is_refused() {
        assertThat(put("{\"applications\":[" + "{},".repeat(700_000) + "{}],\"resources\":[]}", null)
                        .refused(400, "invalid_catalogue")
                        .text("detail"))
                .contains("a million values and names");
        put("{\"applications\":" + "[".repeat(2_000_000), null).refused(400, "invalid_catalogue");
    }

    @Test
    void the_audit_record_names_the_members_of_the_body() {
        put(CONTENT, null).expect(200);
        var record = api.get("/v1/zones/%s/admin-audit".formatted(zoneId)).expect(200);
        assertThat(record.body())
                .contains("resources.tiered_scopes", "terms.replaced_by")
                .doesNotContain("resource://ledger");
    }

    @Test
    void a_version_is_sealed_with_findings_and_in_a_strict_zone_not_at_all() {
        put(CONTENT, null).expect(200);
        var policy = api.policy(zoneId, Documents.GRANTS);
        var versions = "/v1/zones/%s/policy-sets/%s/versions".formatted(zoneId, api.policySet(zoneId));
        var manifest = Map.of("manifest", List.of(Map.of("policy_version_id", policy.versionId())));
        assertThat(codes(api.post(versions, manifest).expect(201), "/warnings"))
                .contains("unknown_scope")
                .doesNotContain("unknown_application", "unknown_resource");
        var settings = "/v1/zones/%s/settings".formatted(zoneId);
        api.send("PUT", settings, "{\"strict\":true}", Map.of("content-type", "application/json"))
                .expect(200);
        assertThat(codes(api.post(versions, manifest).refused(422, "invalid_policy_bundle"), "/details"))
                .contains("unknown_scope");
    }

    private static List<String> codes(Api.Answer answer, String path) {
        return answer.json()
                .at(path)
                .valueStream()
                .map(problem -> problem.get("code").asString())
                .toList();
    }

    private static String large() {
        var padding = "x".repeat(300);
        return IntStream.range(0, 20_000)
                .mapToObj(n -> "{\"identifier\":\"resource://%s/%d\",\"scopes\":[\"read\"]}".formatted(padding, n))
                .collect(Collectors.joining(",", "{\"applications\":[],\"resources\":[", "]}"));
    }

    private static @Nullable String tag(Api.Answer answer) {
        return answer.headers().firstValue("etag").orElse(null);
    }

    private Api.Answer put(String body, @Nullable String ifMatch) {
        var headers = new HashMap<>(Map.of("content-type", "application/json"));
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        return api.send("PUT", path, body, headers);
    }
}

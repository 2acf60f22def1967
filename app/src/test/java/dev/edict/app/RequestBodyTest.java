package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bodies of the Admin API are read. */
@Tag("servers")
class RequestBodyTest {

    private final Api api = Edict.shared().api();

    private final String zoneId = api.zone();
    private final String policies = "/v1/zones/%s/policies".formatted(zoneId);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"x\"}",
                "{\"name\":\"\",\"content\":\"x\"}",
                "{\"name\":null,\"content\":\"x\"}",
                "{\"name\":7,\"content\":\"x\"}",
                "{\"name\":[\"n\"],\"content\":\"x\"}",
                "{\"name\":\"n\",\"content\":\"\"}",
                "{\"name\":\"n\",\"content\":true}",
                "{\"name\":\"n\",\"content\":\"x\",\"description\":null}",
                "{\"name\":\"n\\u0000\",\"content\":\"x\"}",
                "{\"name\":\"\\ud800\",\"content\":\"x\"}",
                "{\"name\":\"n\",\"name\":\"m\",\"content\":\"x\"}",
                "{\"name\":\"n\",\"content\":\"x\"} trailing",
                "{\"name\":\"n\",",
                "[]",
                "null",
                "7",
                "nonsense",
                ""
            })
    void that_is_not_what_the_contract_says_is_refused(String body) {
        var answer = api.postRaw(policies, body, "application/json").refused(400, "invalid_body");
        assertThat(answer.text("requestId")).hasSize(36);
    }

    @Test
    void that_fails_says_where_and_what_was_expected() {
        var path = "/v1/zones/%s/policy-sets/%s/versions".formatted(zoneId, api.policySet(zoneId));
        var issues = api.post(path, Map.of("manifest", List.of(Map.of("policy_version_id", ""))))
                .refused(400, "invalid_body")
                .json()
                .get("details")
                .get("issues");
        assertThat(issues.toString())
                .isEqualTo("[{\"path\":[\"manifest\",\"0\",\"policy_version_id\"],"
                        + "\"message\":\"size must be between 1 and 512\"}]");
    }

    @Test
    void is_bounded() {
        api.post(policies, Map.of("name", "n".repeat(257), "content", "x")).refused(400, "invalid_body");
        api.post(policies, Map.of("name", "n", "content", "x".repeat(1_100_000)))
                .refused(413, "payload_too_large");
        api.postRaw(policies, "[".repeat(100_000), "application/json").refused(400, "invalid_body");
        api.post(policies, Map.of("name", "n", "content", Documents.GRANTS + "#".repeat(262_144)))
                .refused(422, "invalid_rego");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b",
                "application/octet-stream"
            })
    void a_body_is_bounded_for_every_declared_length(String type) {
        for (var call : List.of("POST " + policies, "PATCH /v1/zones/" + zoneId, "DELETE /v1/zones/" + zoneId)) {
            var methodAndPath = call.split(" ", 2);
            api.send(methodAndPath[0], methodAndPath[1], "x".repeat(1_100_000), Map.of("content-type", type))
                    .refused(413, "payload_too_large");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"n\",\"content\":\"x\",\"surprise\":%s}",
                "{\"name\":\"n\",\"content\":\"x\",\"%s\":1}"
            })
    void with_a_number_or_a_name_too_long_to_be_read_is_wrong_and_not_too_large(String body) {
        api.postRaw(policies, body.formatted("9".repeat(60_000)), "application/json")
                .refused(400, "invalid_body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/merge-patch+json",
                "*/*",
                "application/*",
                "application/vnd.api+json"
            })
    void is_json(String other) {
        api.postRaw(policies, "{\"name\":\"n\"}", other).refused(415, "unsupported_media_type");
        api.send("PATCH", "/v1/zones/" + zoneId, "{\"name\":\"n\"}", Map.of("content-type", other))
                .refused(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "identity, gzip", "nonsense"})
    void a_body_with_a_content_coding_is_refused(String coding) {
        var headers = Map.of("content-type", "application/json", "content-encoding", coding);
        var refused = api.send("POST", policies, "\u001f\u008b", headers);
        refused.refused(415, "unsupported_media_type");
        assertThat(refused.headers().firstValue("accept-encoding")).hasValue("identity");
        assertThat(refused.text("error_description")).contains("Content-Encoding");
        api.send(
                        "POST",
                        "/v1/zones",
                        "{\"name\":\"plain\"}",
                        Map.of("content-type", "application/json", "content-encoding", "identity"))
                .expect(201);
    }

    @Test
    void may_hold_unknown_keys_but_for_a_zone() {
        api.post(policies, Map.of("name", "n", "content", Documents.GRANTS, "surprise", 1))
                .expect(201);
        api.post("/v1/zones", Map.of("name", "n", "surprise", 1)).refused(400, "invalid_zone");
    }
}

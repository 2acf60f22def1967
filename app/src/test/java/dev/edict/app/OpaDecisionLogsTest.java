package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decisions of a stock Open Policy Agent are in the audit once its log is accepted. */
@Tag("servers")
class OpaDecisionLogsTest {

    private static final String PATH = "/v1/opa/logs";

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final Api.Governed zone = api.governed(1);
    private final HttpClient http = HttpClient.newHttpClient();

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private HttpResponse<String> post(String token, String coding, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(edict.port(), PATH)))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .header("content-encoding", coding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Object log) throws Exception {
        return post(edict.token(), "gzip", gzip(JsonMapper.shared().writeValueAsBytes(log)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private JsonNode explained(String id) {
        return api.get("/v1/zones/%s/audit/by-request/%s/explain".formatted(zone.zoneId(), id))
                .expect(200)
                .json();
    }

    private String inForce() {
        var bundle = api.get("/v1/zones/%s/bundle".formatted(zone.zoneId()))
                .expect(200)
                .json();
        return "%d:%s"
                .formatted(
                        bundle.get("activation_seq").asLong(),
                        bundle.get("manifest_sha256").asString("none"));
    }

    private String mint(String zoneId, String capability) {
        return api.post(
                        "/v1/admin-tokens",
                        Map.of(
                                "name",
                                Api.uniqueName("opa"),
                                "scope",
                                "zone",
                                "zone_id",
                                zoneId,
                                "capability",
                                capability))
                .expect(201)
                .text("token");
    }

    @Test
    void a_logged_denial_is_found_and_explained_by_the_id_that_the_application_was_given() throws Exception {
        var version = zone.versionIds().get(0);
        api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
        var logged = new LinkedHashMap<>(Decisions.logged(zone.zoneId()));
        logged.put("bundles", Map.of(zone.zoneId(), Map.of("revision", inForce())));
        assertThat(post(List.of(logged)).statusCode()).isEqualTo(204);
        assertThat(post(List.of(logged)).statusCode()).as("sent again").isEqualTo(204);

        var id = String.valueOf(logged.get("decision_id"));
        var explained = explained(id);
        assertThat(explained.get("final_decision").stringValue()).isEqualTo("deny");
        assertThat(explained.get("events")).hasSize(1);
        assertThat(explained.at("/denied/0/policy_input/principal/id").stringValue())
                .isNotEmpty();
        var event = api.get("/v1/zones/%s/audit/by-request/%s".formatted(zone.zoneId(), id))
                .json()
                .get(0);
        assertThat(event.get("policy_set_version_id").stringValue()).isEqualTo(version);
        assertThat(event.at("/metadata_json/decision_point_id").stringValue()).isEqualTo("opa:gw-7");
        var again = api.post("/v1/zones/%s/decisions/%s/evaluate".formatted(zone.zoneId(), id), Map.of())
                .expect(200)
                .json();
        assertThat(again.at("/input/source").stringValue()).isEqualTo("recorded");
        assertThat(again.at("/then/outcome").stringValue()).isEqualTo("decided");
        assertThat(again.at("/then/version_id").stringValue()).isEqualTo(version);
        assertThat(edict.owner()
                        .sql("select count(*) from command.admin_audit where path = :path and status_code < 300")
                        .param("path", PATH)
                        .query(Long.class)
                        .single())
                .as("an observation has no record of its own")
                .isZero();
    }

    @Test
    void what_can_never_be_stored_is_accepted_and_set_aside() throws Exception {
        var strange = Api.uniqueName("body");
        assertThat(post(strange).statusCode()).isEqualTo(204);
        assertThat(post(edict.token(), "gzip", strange.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(204);
        assertThat(edict.owner()
                        .sql("select count(*) from bridge.audit_dead_letter where reason = 'invalid_log'"
                                + " and sha256 in (sha256(:plain::bytea), sha256(:quoted::bytea))")
                        .param("plain", strange)
                        .param("quoted", '"' + strange + '"')
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void a_gzip_bomb_and_a_body_above_one_mebibyte_are_refused() throws Exception {
        var bomb = post(edict.token(), "gzip", gzip(new byte[32 << 20]));
        assertThat(bomb.statusCode()).isEqualTo(413);
        assertThat(json(bomb).get("error").stringValue()).isEqualTo("payload_too_large");
        assertThat(json(bomb).get("detail").stringValue()).contains("8388608");

        assertThat(post(edict.token(), "identity", new byte[(1 << 20) + 1]).statusCode())
                .isEqualTo(413);
    }

    @Test
    void other_codings_and_other_routes_have_no_compressed_bodies() throws Exception {
        assertThat(post(edict.token(), "br", new byte[8]).statusCode()).isEqualTo(415);
        api.send("POST", "/v1/opa/status", "{}", Map.of("content-type", "application/json", "content-encoding", "gzip"))
                .refused(415, "unsupported_media_type");
        api.postRaw(PATH, "[]", "text/plain").refused(415, "unsupported_media_type");
        api.send("POST", PATH, "[]", Map.of("content-type", "application/json", "content-encoding", "GZIP"))
                .expect(204);
    }

    @Test
    void a_token_logs_for_its_own_zone_alone() throws Exception {
        var log = List.of(Decisions.logged(zone.zoneId()));
        var body = gzip(JsonMapper.shared().writeValueAsBytes(log));
        assertThat(post(mint(api.zone(), "replica"), "gzip", body).statusCode()).isEqualTo(204);
        var id = String.valueOf(log.get(0).get("decision_id"));
        api.get("/v1/zones/%s/audit/by-request/%s".formatted(zone.zoneId(), id)).refused(404, "request_not_found");
        assertThat(edict.owner()
                        .sql("select reason from bridge.audit_dead_letter where source_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo("foreign_zone");

        assertThat(post(mint(zone.zoneId(), "replica"), "gzip", body).statusCode())
                .isEqualTo(204);
        assertThat(explained(id).get("events")).hasSize(1);
        assertThat(post(mint(zone.zoneId(), "read"), "gzip", body).statusCode()).isEqualTo(403);
        assertThat(post("another-token-of-some-length", "gzip", body).statusCode())
                .isEqualTo(401);
    }

    @Test
    void many_logs_at_once_are_taken_or_refused_for_now_and_stored_once_each() throws Exception {
        var decisions = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < 20; i++) {
            decisions.add(Decisions.logged(zone.zoneId()));
        }
        var statuses = decisions.parallelStream()
                .map(decision -> {
                    try {
                        return post(List.of(decision)).statusCode();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        assertThat(statuses).containsOnly(204);
        assertThat(edict.owner()
                        .sql("select count(*) from bridge.audit_events where zone_id = :zone and source = 'opa'")
                        .param("zone", zone.zoneId())
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
    }
}

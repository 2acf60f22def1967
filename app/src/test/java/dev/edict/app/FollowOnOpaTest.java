package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.OpaConnection.Received;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stock Open Policy Agent loads bundles, waits for the next and posts its status; here byte for byte over a socket. */
@Tag("servers")
class FollowOnOpaTest {

    private static final String TYPE = "application/vnd.openpolicyagent.bundles";

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final Api.Governed zone = api.governed(2);
    private final OpaConnection agent = new OpaConnection(edict.port(), Edict.TOKEN);
    private final String path = "/v1/opa/zones/%s/bundle.tar.gz".formatted(zone.zoneId());

    @AfterEach
    void close() {
        agent.close();
    }

    private void activate(int version) {
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(version))
                .expect(202);
    }

    private Received get(String... headers) {
        return agent.ask("GET", path, headers);
    }

    private static String prefer(int seconds) {
        return "Prefer: modes=snapshot,delta;wait=" + seconds;
    }

    private static Map<String, String> files(Received response) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(response.body())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static String revision(Received response) throws IOException {
        return JsonMapper.shared()
                .readTree(files(response).get(".manifest"))
                .get("revision")
                .stringValue();
    }

    private String expectedRevision() {
        var bundle = api.get("/v1/zones/%s/bundle".formatted(zone.zoneId()))
                .expect(200)
                .json();
        return "%d:%s"
                .formatted(
                        bundle.get("activation_seq").asLong(),
                        bundle.get("manifest_sha256").asString("none"));
    }

    @Test
    void the_first_request_gets_the_bundle_at_once_with_exactly_the_type_that_keeps_agents_waiting() throws Exception {
        activate(0);
        var response = get(prefer(30));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.took()).isLessThan(Duration.ofSeconds(2));
        assertThat(response.header("Content-Type")).hasValue(TYPE);
        assertThat(response.header("Content-Encoding")).isEmpty();
        assertThat(response.header("Location")).isEmpty();
        assertThat(response.tag())
                .isEqualTo('"'
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(response.body()))
                        + '"');
        assertThat(revision(response)).isEqualTo(expectedRevision());
        assertThat(files(response)).containsKeys("contract.rego", "result.rego").containsValue(Documents.GRANTS);
    }

    @Test
    void an_agent_that_has_it_waits_and_is_told_so_half_a_second_before_it_gives_up() {
        activate(0);
        var tag = get().tag();
        for (var tags : List.of(tag, "\"zz\", W/" + tag, "*")) {
            var response = get(prefer(2), "If-None-Match: " + tags);
            assertThat(response.status()).isEqualTo(304);
            assertThat(response.tag()).isEqualTo(tag);
            assertThat(response.body()).isEmpty();
            assertThat(response.took()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_500));
        }
        var atOnce = get("If-None-Match: " + tag);
        assertThat(atOnce.status()).isEqualTo(304);
        assertThat(atOnce.took()).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void an_unknown_or_former_tag_gets_the_snapshot_at_once() throws Exception {
        activate(0);
        var former = get().tag();
        activate(1);
        for (var tags : List.of("\"zz\"", former, "\"zz\", " + former)) {
            var response = get(prefer(30), "If-None-Match: " + tags);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.took()).isLessThan(Duration.ofSeconds(2));
            assertThat(revision(response)).isEqualTo(expectedRevision());
        }
    }

    @Test
    void an_activation_releases_the_request_that_waits() throws Exception {
        activate(0);
        var tag = get().tag();
        agent.send("GET", path, prefer(30), "If-None-Match: " + tag);
        activate(1);
        var response = agent.receive("GET");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.took()).as("after the answer to the activation").isLessThan(Duration.ofMillis(500));
        assertThat(response.tag()).isNotEqualTo(tag);
        assertThat(revision(response)).isEqualTo(expectedRevision());
    }

    @Test
    void a_zone_without_governance_gets_a_module_that_denies() throws Exception {
        assertThat(files(get()).keySet()).containsExactly(".manifest", "deny.rego");
        assertThat(revision(get())).isEqualTo("0:none");
        activate(0);
        var governed = get();
        api.deactivate(zone.zoneId(), "incident").expect(202);

        var deactivated = get(prefer(30), "If-None-Match: " + governed.tag());
        assertThat(files(deactivated).keySet()).containsExactly(".manifest", "deny.rego");
        assertThat(revision(deactivated)).isEqualTo("2:none");
        activate(1);
        api.delete("/v1/zones/" + zone.zoneId()).expect(204);
        assertThat(files(get(prefer(30), "If-None-Match: " + deactivated.tag())).keySet())
                .contains("deny.rego");
        assertThat(agent.ask("GET", "/v1/opa/zones/no-such-zone/bundle.tar.gz", prefer(30))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void head_has_the_headers_without_the_archive() {
        activate(0);
        var whole = get();
        var head = agent.ask("HEAD", path, prefer(30));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.tag()).isEqualTo(whole.tag());
        assertThat(head.header("Content-Type")).hasValue(TYPE);
        assertThat(head.header("Content-Length")).isEqualTo(whole.header("Content-Length"));
    }

    @Test
    void every_node_answers_with_the_same_bytes() {
        activate(0);
        var here = get();
        try (var other = edict.another(Map.of());
                var elsewhere = new OpaConnection(other.port(), Edict.TOKEN)) {
            assertThat(elsewhere.ask("GET", path).content()).isEqualTo(here.content());
        }
    }

    @Test
    void a_wrong_token_is_refused_and_the_next_try_with_the_right_one_is_not() {
        try (var stranger = new OpaConnection(edict.port(), "another-token-of-some-length")) {
            var refused = stranger.ask("GET", path, prefer(30));
            assertThat(refused.status()).isEqualTo(401);
        }
        assertThat(get(prefer(30)).status()).isEqualTo(200);
        var elsewhere = api.post(
                        "/v1/admin-tokens",
                        Map.of("name", "opa", "scope", "zone", "zone_id", api.zone(), "capability", "replica"))
                .text("token");
        try (var stranger = new OpaConnection(edict.port(), elsewhere)) {
            assertThat(stranger.ask("GET", path).status()).isEqualTo(403);
        }
    }

    @Test
    void its_status_settles_an_activation_and_a_request_with_the_tag_in_force_keeps_it_present() throws Exception {
        activate(0);
        var instance = Api.uniqueName("gw");
        var first = get();
        post(instance, "p1", revision(first), null);
        soon("it to be current").untilAsserted(() -> assertThat(state(instance)).isEqualTo("current"));

        activate(1);
        var second = get("If-None-Match: " + first.tag());
        post(instance, "p1", revision(first), "1 error occurred");
        soon("its error").untilAsserted(() -> assertThat(state(instance)).isEqualTo("loading_failed"));
        assertThat(propagation().get("status").stringValue()).isEqualTo("unsettled");

        post(instance, "p1", revision(second), null);
        soon("it to be settled")
                .untilAsserted(() ->
                        assertThat(propagation().get("status").stringValue()).isEqualTo("settled"));
        assertThat(api.post("/v1/replicas", Map.of("id", "opa:" + instance)).status())
                .isEqualTo(400);

        edict.owner()
                .sql("update bridge.decision_point set lease_until = now() where id = :id")
                .param("id", "opa:" + instance)
                .update();
        assertThat(state(instance)).isEqualTo("unknown");
        get("If-None-Match: " + second.tag(), "Edict-Instance: " + instance);
        soon("it to be present").untilAsserted(() -> assertThat(state(instance)).isEqualTo("current"));
    }

    @Test
    void a_status_that_cannot_be_read_is_refused_by_name() throws IOException {
        for (var garbage : List.of("", "[]", "{", "{\"labels\":7}", "{\"labels\":{\"id\":\"a b\"}}", "null")) {
            api.postRaw("/v1/opa/status", garbage, "application/json").refused(400, "invalid_body");
        }
        assertThat(tooLong()).startsWith("HTTP/1.1 413 ").contains("payload_too_large");
    }

    /** The answer to a status of 10 MB, which comes before all of it is sent. */
    private String tooLong() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edict.port())) {
            var request = "POST /v1/opa/status HTTP/1.1\r\nHost: edict\r\nAuthorization: Bearer %s\r\n"
                            .formatted(edict.token())
                    + "Content-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{\"labels\":";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_status_of_no_zone_is_refused_once_that_is_known() {
        var status = status(Api.uniqueName("gw"), "p1", "main", "1:none", null);
        soon("the refusal")
                .untilAsserted(() -> api.post("/v1/opa/status", status).refused(404, "zone_not_found"));
    }

    private void post(String instance, String process, String revision, @Nullable String message) {
        api.post("/v1/opa/status", status(instance, process, zone.zoneId(), revision, message))
                .expect(204);
    }

    private static Map<String, Object> status(
            String instance, String process, String bundle, String revision, @Nullable String message) {
        var state = new HashMap<String, Object>(Map.of(
                "name", bundle,
                "active_revision", revision,
                "last_request", Instant.now().toString(),
                "last_successful_request", Instant.now().toString(),
                "last_successful_activation", Instant.now().toString(),
                "metrics", Map.of("timer_bundle_request_ns", 1)));
        if (message != null) {
            state.putAll(Map.of("code", "bundle_error", "message", message));
        }
        return Map.of(
                "labels", Map.of("id", process, "version", "1.22.4", "instance", instance),
                "bundles", Map.of(bundle, state),
                "plugins", Map.of("bundle", Map.of("state", "OK")),
                "metrics", Map.of("prometheus", Map.of("go_gc", List.of(1, 2, 3))));
    }

    private JsonNode propagation() {
        return api.get("/v1/zones/%s/propagation".formatted(zone.zoneId()))
                .expect(200)
                .json();
    }

    private String state(String instance) {
        return propagation()
                .get("decision_points")
                .valueStream()
                .filter(point -> point.get("id").stringValue().equals("opa:" + instance))
                .map(point -> point.get("state").stringValue())
                .findFirst()
                .orElse("none");
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(10));
    }
}

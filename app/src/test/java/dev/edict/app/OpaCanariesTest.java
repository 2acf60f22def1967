package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent with an address is asked the canaries that were defined, and its answers are decisions of the audit. */
@Tag("servers")
@TestInstance(Lifecycle.PER_CLASS)
class OpaCanariesTest {

    private final List<JsonNode> inputs = new CopyOnWriteArrayList<>();
    private HttpServer agent;
    private Edict edict;
    private Api api;
    private Api.Governed zone;
    private volatile String revision = "none";

    @BeforeAll
    void an_edict_that_asks_it() throws IOException {
        agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.createContext("/", this::deny);
        agent.start();
        edict = Edict.with(Map.of(
                "EDICT_OPA_CANARY_URLS",
                "gw-1=http://127.0.0.1:" + agent.getAddress().getPort()));
        api = edict.api();
        zone = api.governed(2);
    }

    @AfterAll
    void close() {
        agent.stop(0);
        edict.close();
    }

    @Test
    void an_agent_is_asked_what_was_defined_and_its_answer_is_found_in_the_audit() {
        var input = Documents.mint(zone.zoneId(), "teller", "ledger:read");
        api.send(
                        "PUT",
                        "/v1/zones/%s/canaries/reads".formatted(zone.zoneId()),
                        JsonMapper.shared().writeValueAsString(Map.of("input", input, "expect", "deny")),
                        Map.of("content-type", "application/json"))
                .expect(201);
        postStatus("0:none");
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        var bundle = api.get("/v1/zones/%s/bundle".formatted(zone.zoneId()))
                .expect(200)
                .json();
        revision = "%d:%s"
                .formatted(
                        bundle.get("activation_seq").asLong(),
                        bundle.get("manifest_sha256").stringValue());
        postStatus(revision);

        await("the answer")
                .atMost(Duration.ofSeconds(20))
                .until(() -> decisions().size() == 1);
        assertThat(decisions().get(0).get("decision").stringValue()).isEqualTo("deny");
        assertThat(inputs.get(0).get("principal").get("id"))
                .isEqualTo(
                        JsonMapper.shared().valueToTree(input).get("principal").get("id"));
    }

    private JsonNode decisions() {
        return api.get("/v1/zones/%s/audit?event_type=canary&decision_point=opa:gw-1".formatted(zone.zoneId()))
                .expect(200)
                .json()
                .get("items");
    }

    private void postStatus(String activeRevision) {
        var now = Instant.now().toString();
        var state = Map.of(
                "name",
                zone.zoneId(),
                "active_revision",
                activeRevision,
                "last_request",
                now,
                "last_successful_request",
                now,
                "last_successful_activation",
                now);
        api.post(
                        "/v1/opa/status",
                        Map.of(
                                "labels",
                                Map.of("id", "process-1", "version", "1.22.4", "instance", "gw-1"),
                                "bundles",
                                Map.of(zone.zoneId(), state)))
                .expect(204);
    }

    private void deny(HttpExchange exchange) throws IOException {
        try (exchange) {
            inputs.add(JsonMapper.shared().readTree(exchange.getRequestBody()).get("input"));
            var answer = JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "provenance",
                            Map.of("bundles", Map.of(zone.zoneId(), Map.of("revision", revision))),
                            "result",
                            Map.of(
                                    "decision", "deny",
                                    "evaluation_status", "complete",
                                    "diagnostics", List.of(Map.of("reason", "resource_not_granted")))))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}

package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The causes of what goes wrong in a zone of the running program: one way of each symptom, and a healthy zone. */
@Tag("servers")
class DiagnosisApiTest {

    private static final Edict EDICT = Edict.deciding();

    private final Api api = EDICT.api();
    private final Api.Governed governed = api.governed(2);
    private final String zoneId = governed.zoneId();
    private final String versionId = governed.versionIds().get(0);

    private void activated() {
        api.activate(zoneId, governed.policySetId(), versionId).expect(202);
    }

    /** Nothing is a cause before some seconds have passed. */
    private void aMinutePassed() {
        EDICT.owner()
                .sql("update bridge.deployment set committed_at = committed_at - interval '1 minute' where zone_id = ?")
                .param(zoneId)
                .update();
    }

    private JsonNode diagnosis(String query) {
        return api.get("/v1/zones/%s/diagnosis%s".formatted(zoneId, query))
                .expect(200)
                .json();
    }

    private static Stream<JsonNode> causes(JsonNode diagnosis, String symptom) {
        return diagnosis
                .get("symptoms")
                .valueStream()
                .filter(one -> one.get("symptom").asString().equals(symptom))
                .flatMap(one -> one.get("causes").valueStream());
    }

    private static List<String> codes(JsonNode diagnosis, String symptom) {
        return causes(diagnosis, symptom)
                .map(cause -> cause.get("cause").asString())
                .toList();
    }

    @Test
    void a_healthy_zone_gets_no_cause() {
        activated();
        await("the decision point of the program to have loaded it")
                .until(() -> api.get("/v1/zones/%s/propagation".formatted(zoneId))
                        .text("status")
                        .equals("settled"));
        var diagnosis = diagnosis("");
        assertThat(codes(diagnosis, "decisions_do_not_change")).isEmpty();
        assertThat(codes(diagnosis, "fails_closed")).isEmpty();
        assertThat(diagnosis.at("/symptoms/0/looked_for").valueStream().map(JsonNode::asString))
                .contains("outbox_row_unsent", "key_mismatch", "clock_skew");
        assertThat(diagnosis.get("version_id").asString()).isEqualTo(versionId);
        assertThat(diagnosis.has("comparison")).isFalse();
    }

    @Test
    void a_decision_point_that_cannot_load_an_activation_is_named_with_its_error() {
        var gateway = Api.uniqueName("gw");
        var incarnation = api.post("/v1/replicas", Map.of("id", gateway, "zones", List.of(zoneId)))
                .expect(201)
                .json()
                .get("incarnation")
                .asLong();
        activated();
        var failed = Map.of(
                "zone_id",
                zoneId,
                "activation_seq",
                1,
                "confirmed_current_age_ms",
                10,
                "since_change_age_ms",
                10,
                "state",
                "failed",
                "error",
                "grants: wrong_shape");
        var report =
                Map.of("incarnation", incarnation, "counter", 1, "rejected_invalidations", 0, "zones", List.of(failed));
        api.post("/v1/replicas/%s/reports".formatted(gateway), report).expect(200);
        aMinutePassed();
        var cause = causes(diagnosis(""), "decisions_do_not_change").findFirst().orElseThrow();
        assertThat(cause.get("cause").asString()).isEqualTo("compile_error");
        assertThat(cause.get("category").asString()).isEqualTo("fault");
        assertThat(cause.at("/evidence/decision_points/0/id").asString()).isEqualTo(gateway);
        assertThat(cause.at("/evidence/decision_points/0/error").asString()).isEqualTo("grants: wrong_shape");
        api.delete("/v1/replicas/%s?incarnation=%d".formatted(gateway, incarnation))
                .expect(204);
    }

    @Test
    void a_missing_role_is_named_with_document_and_line() {
        activated();
        StoredDecisions.recorded(
                EDICT,
                zoneId,
                Api.uniqueName("denied"),
                versionId,
                "deny",
                "role_scope_mismatch",
                Documents.mint(zoneId, "stranger", "ledger:read"));
        var cause = causes(diagnosis(""), "fails_closed").findFirst().orElseThrow();
        assertThat(cause.get("cause").asString()).isEqualTo("scope_not_granted");
        var document = cause.at("/evidence/document");
        assertThat(document.get("policy_id").asString()).isEqualTo(governed.policyId());
        assertThat(document.get("line").asInt()).isEqualTo(10);
        assertThat(Documents.GRANTS.lines().toList().get(9)).contains("\"roles\"");
    }

    @Test
    void the_differing_labels_of_a_live_request_are_named_beside_those_of_a_simulated_one() {
        activated();
        var event = Api.uniqueName("denied");
        StoredDecisions.recorded(
                EDICT,
                zoneId,
                event,
                versionId,
                "deny",
                "role_scope_mismatch",
                Documents.mint(zoneId, "stranger", "ledger:read"));
        var diagnosis = api.post(
                        "/v1/zones/%s/diagnosis".formatted(zoneId),
                        Map.of("event", event, "input", Documents.mint(zoneId, "teller", "ledger:read")))
                .expect(200)
                .json();
        assertThat(codes(diagnosis, "simulation_differs")).containsExactly("labels_differ");
        assertThat(diagnosis.at("/comparison/first_difference/gate").asString()).isEqualTo("covered");
        assertThat(diagnosis.at("/comparison/live/event_id").asString()).isEqualTo(event);
    }
}

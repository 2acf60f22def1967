package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decision points report over HTTP, and an activation is done when all of them enforce it. */
@Tag("servers")
class DecisionPointsApiTest {

    private static final Edict EDICT = Edict.shared();

    private final Api api = EDICT.api();
    private final Api.Governed zone = api.governed(2);
    private final String id = "gw-" + UUID.randomUUID();
    private final Api replica = api.withToken(api.post(
                    "/v1/admin-tokens",
                    Map.of("name", id, "scope", "zone", "zone_id", zone.zoneId(), "capability", "replica"))
            .expect(201)
            .text("token"));
    private long counter;

    @Test
    void an_activation_is_loaded_once_the_decision_point_enforces_it() {
        var incarnation = register();
        var status = activate().text("status_url");
        assertThat(api.get(status).text("propagation_status")).isNotEqualTo("loaded");
        assertThat(propagation().text("status")).isEqualTo("unsettled");
        report(incarnation, 1).expect(200);
        await("the activation to be loaded")
                .until(() -> api.get(status).text("propagation_status").equals("loaded"));
        assertThat(propagation().text("status")).isEqualTo("settled");
        var point = propagation().json().get("decision_points").get(0);
        assertThat(point.get("state").asString()).isEqualTo("current");
        assertThat(point.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "kind",
                        "incarnation",
                        "state",
                        "expected",
                        "activation_seq",
                        "version_id",
                        "manifest_sha256",
                        "loaded_at",
                        "confirmed_current_age_ms",
                        "since_change_age_ms",
                        "error",
                        "lease_until",
                        "settled_by");
        await("the timeline to tell it").untilAsserted(() -> assertThat(summaries())
                .anyMatch(summary -> summary.startsWith("Activation 1 propagated after ")
                        && summary.endsWith("loaded by 1 of 1 decision point")));
        replica.delete("/v1/replicas/%s?incarnation=%d".formatted(id, incarnation))
                .expect(204);
    }

    @Test
    void reports_leave_no_audit_record_and_refused_ones_do() {
        var incarnation = register();
        activate();
        report(incarnation, 1).expect(200);
        var audited = audited();
        report(incarnation, 7).refused(422, "activation_unknown");
        assertThat(audited).isZero();
        await("the denial to be audited").until(() -> audited() == 1);
    }

    @Test
    void a_report_under_a_key_keeps_no_receipt() {
        var incarnation = register();
        var body = "{\"incarnation\":%d,\"counter\":1,\"zones\":[]}".formatted(incarnation);
        var headers = Map.of("content-type", "application/json", "idempotency-key", id);
        replica.send("POST", reports(), body, headers).expect(200);
        replica.send("POST", reports(), body, headers).refused(409, "report_out_of_order");
    }

    @Test
    void an_id_in_use_says_when_to_come_back() {
        register();
        var refused = replica.post("/v1/replicas", Map.of("id", id)).refused(409, "replica_id_in_use");
        assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(1L, 15L);
    }

    private long register() {
        return replica.post("/v1/replicas", Map.of("id", id, "staleness_budget_seconds", 300))
                .expect(201)
                .json()
                .get("incarnation")
                .asLong();
    }

    private Api.Answer activate() {
        return api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
    }

    private Api.Answer report(long incarnation, long seq) {
        counter++;
        var loaded = Map.of(
                "zone_id",
                zone.zoneId(),
                "activation_seq",
                seq,
                "manifest_sha256",
                propagation().text("manifest_sha256"),
                "loaded_at",
                "2026-11-29T10:00:00Z",
                "confirmed_current_age_ms",
                10,
                "since_change_age_ms",
                10,
                "state",
                "loaded");
        return replica.post(
                reports(), Map.of("incarnation", incarnation, "counter", counter, "zones", List.of(loaded)));
    }

    private String reports() {
        return "/v1/replicas/%s/reports".formatted(id);
    }

    private Api.Answer propagation() {
        return api.get("/v1/zones/%s/propagation".formatted(zone.zoneId())).expect(200);
    }

    private List<String> summaries() {
        return api.timeline(zone.zoneId()).stream()
                .map(entry -> entry.get("summary").asString())
                .toList();
    }

    private long audited() {
        return EDICT.sql()
                .sql("select count(*) from command.admin_audit where path like :path")
                .param("path", "/v1/replicas%" + id + "%")
                .query(Long.class)
                .single();
    }
}

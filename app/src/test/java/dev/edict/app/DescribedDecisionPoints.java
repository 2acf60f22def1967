package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Registers a decision point, reports, and says goodbye; provokes every error on the way. */
final class DescribedDecisionPoints {

    private final DescribedApi api;
    private final String zoneId;

    DescribedDecisionPoints(DescribedApi api, String zoneId) {
        this.api = api;
        this.zoneId = zoneId;
    }

    void run() {
        var replicas = "/v1/replicas";
        var incarnation = api.post(
                        replicas,
                        Map.of(
                                "id",
                                "gw-1",
                                "staleness_budget_seconds",
                                300,
                                "software",
                                "edict-replica/0.1.0",
                                "evaluates_canaries",
                                true,
                                "gateway",
                                true))
                .expect(201)
                .json()
                .get("incarnation")
                .asLong();
        api.post(replicas, Map.of("id", "gw-1")).refused(409, "replica_id_in_use");
        api.post(replicas, Map.of("id", "a b")).refused(400, "invalid_body");
        var reports = replicas + "/gw-1/reports";
        api.post(reports, report(incarnation, 1)).expect(200);
        api.post(reports, report(incarnation, 1)).refused(409, "report_out_of_order");
        api.post(reports, Map.of("incarnation", incarnation)).refused(400, "invalid_body");
        api.post(reports, report(incarnation, 2, loaded(4_711))).refused(422, "activation_unknown");
        api.post(replicas + "/gw-9/reports", report(1, 1)).refused(404, "replica_unknown");
        var elsewhere = api.post(
                        "/v1/admin-tokens",
                        Map.of("name", "z", "scope", "zone", "zone_id", api.zone(), "capability", "replica"))
                .text("token");
        api.withToken(elsewhere)
                .post(reports, report(incarnation, 2, loaded(1)))
                .refused(403, "zone_forbidden");
        canaries(incarnation, elsewhere);
        verification();
        api.get(replicas).expect(200);
        api.get("/v1/zones/" + zoneId + "/propagation").expect(200);
        api.get("/v1/zones/no-such-zone/propagation").refused(404, "zone_not_found");
        api.get("/v1/zones/" + zoneId + "/readiness").expect(200);
        api.get("/v1/zones/no-such-zone/readiness").refused(404, "zone_not_found");
        var console = api.withToken(Console.token(Edict.TOKEN, "write"));
        var account = Map.of(
                "content-type", "application/json", "x-caracal-account", Console.assertion(Edict.TOKEN, "acc-1"));
        console.send("GET", replicas, null, account).refused(403, "account_scope_required");
        console.send("POST", replicas, "{}", account).refused(403, "account_scope_required");
        tooManyReplicas();
        api.delete(replicas + "/gw-1").refused(400, "invalid_query");
        api.delete(replicas + "/gw-9?incarnation=1").refused(404, "replica_unknown");
        api.delete(replicas + "/gw-1?incarnation=" + incarnation).expect(204);
        var next = api.post(replicas, Map.of("id", "gw-1"))
                .expect(201)
                .json()
                .get("incarnation")
                .asLong();
        api.post(reports, report(incarnation, 2)).refused(409, "incarnation_superseded");
        answer("gw-1", incarnation, zoneId, 1).refused(409, "incarnation_superseded");
        api.delete(replicas + "/gw-1?incarnation=" + incarnation).refused(409, "incarnation_superseded");
        api.delete(replicas + "/gw-1?incarnation=" + next).expect(204);
        api.post(replicas + "/gw-1/dismiss", Map.of("reason", "the machine is gone"))
                .expect(204);
        api.post(replicas + "/gw-9/dismiss", Map.of("reason", "r")).refused(404, "replica_unknown");
    }

    /** A zone of its own, whose canary this decision point answers to. */
    private void canaries(long incarnation, String elsewhere) {
        var governed = api.governed(1);
        var own = governed.zoneId();
        api.send(
                        "PUT",
                        "/v1/zones/%s/canaries/teller-reads".formatted(own),
                        JsonMapper.shared()
                                .writeValueAsString(Map.of(
                                        "input", Documents.mint(own, "teller", "ledger:read"), "expect", "allow")),
                        Map.of("content-type", "application/json"))
                .expect(201);
        api.activate(own, governed.policySetId(), governed.versionIds().get(0)).expect(202);
        answer("gw-1", incarnation, own, 1).refused(422, "activation_unknown");
        var manifest = api.get("/v1/zones/%s/bundle".formatted(own)).text("manifest_sha256");
        var loaded = new LinkedHashMap<>(loaded(1));
        loaded.put("zone_id", own);
        loaded.put("manifest_sha256", manifest);
        loaded.put("decided", true);
        var wanted = api.post("/v1/replicas/gw-1/reports", report(incarnation, 3, loaded))
                .expect(200)
                .json();
        assertThat(wanted.at("/canaries/0/zone_id").asString()).isEqualTo(own);
        answer("gw-1", incarnation, own, 9).refused(409, "canaries_changed");
        answer("gw-1", incarnation, own, 1).expect(200);
        answer("gw-9", 1, own, 1).refused(404, "replica_unknown");
        api.post("/v1/replicas/gw-1/canaries", Map.of("incarnation", incarnation))
                .refused(400, "invalid_body");
        answer(api.withToken(elsewhere), "gw-1", incarnation, own, 1).refused(403, "zone_forbidden");
        api.get("/v1/zones/%s/audit?event_type=canary".formatted(own)).expect(200);
        api.get("/v1/zones/%s/activations/latest/verification".formatted(own)).expect(200);
    }

    private Api.Answer answer(String replicaId, long incarnation, String ofZone, long version) {
        return answer(api, replicaId, incarnation, ofZone, version);
    }

    private static Api.Answer answer(Api by, String replicaId, long incarnation, String ofZone, long version) {
        return by.post(
                "/v1/replicas/%s/canaries".formatted(replicaId),
                Map.of(
                        "incarnation",
                        incarnation,
                        "zone_id",
                        ofZone,
                        "activation_seq",
                        1,
                        "canaries_version",
                        version,
                        "answers",
                        List.of(Map.of("name", "teller-reads", "decision", "allow"))));
    }

    private void verification() {
        var activations = "/v1/zones/%s/activations".formatted(zoneId);
        api.get(activations + "/4711/verification").refused(404, "activation_not_found");
        api.get(activations + "/first/verification").refused(404, "activation_not_found");
        api.get(activations + "/1/verification?wait=1h").refused(400, "invalid_query");
        api.get(activations + "/1/verification?wait=61s").refused(400, "invalid_query");
    }

    /** As many ids of another token as it may have. */
    private void tooManyReplicas() {
        var minted = api.post("/v1/admin-tokens", Map.of("name", "p", "scope", "global", "capability", "replica"));
        Edict.deciding()
                .owner()
                .sql(
                        """
                        insert into bridge.decision_point
                            (id, incarnation, kind, owner, began_at, reported_at, lease_until, ended_at, ended_by)
                        select :token || n, 1, 'replica', 'admin:' || :token, now(), now(), now(), now(), 'goodbye'
                        from generate_series(1, 200) n
                        """)
                .param("token", minted.text("id"))
                .update();
        api.withToken(minted.text("token"))
                .post("/v1/replicas", Map.of("id", "one-more"))
                .refused(409, "too_many_replicas");
    }

    private static Map<String, Object> report(long incarnation, long counter) {
        return Map.of("incarnation", incarnation, "counter", counter, "zones", List.of());
    }

    private static Map<String, Object> report(long incarnation, long counter, Map<String, Object> zone) {
        return Map.of("incarnation", incarnation, "counter", counter, "zones", List.of(zone));
    }

    private Map<String, Object> loaded(long activationSeq) {
        return Map.of(
                "zone_id",
                zoneId,
                "activation_seq",
                activationSeq,
                "manifest_sha256",
                "0".repeat(64),
                "loaded_at",
                "2026-11-29T10:00:00Z",
                "confirmed_current_age_ms",
                10,
                "since_change_age_ms",
                10,
                "state",
                "loaded");
    }
}

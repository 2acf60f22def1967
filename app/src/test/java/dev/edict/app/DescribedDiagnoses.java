package dev.edict.app;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Has a zone diagnosed, and provokes every error on the way. */
final class DescribedDiagnoses {

    private final DescribedApi api;

    DescribedDiagnoses(DescribedApi api) {
        this.api = api;
    }

    void run() {
        var governed = api.governed(1);
        var zoneId = governed.zoneId();
        var versionId = governed.versionIds().get(0);
        api.activate(zoneId, governed.policySetId(), versionId).expect(202);
        var denied = Api.uniqueName("denied");
        var unreadable = Api.uniqueName("unreadable");
        var live = Documents.mint(zoneId, "stranger", "ledger:read");
        var simulated = Documents.mint(zoneId, "teller", "ledger:read");
        var stored = Edict.deciding();
        StoredDecisions.recorded(stored, zoneId, denied, versionId, "deny", "role_scope_mismatch", live);
        StoredDecisions.recorded(stored, zoneId, unreadable, versionId, "deny", "x", Map.of("principal", "x"));
        var diagnosis = "/v1/zones/%s/diagnosis".formatted(zoneId);
        api.get(diagnosis).expect(200);
        api.get(diagnosis + "?event=" + denied).refused(404, "canary_not_found");
        api.send(
                        "PUT",
                        "/v1/zones/%s/canaries/teller-reads".formatted(zoneId),
                        JsonMapper.shared().writeValueAsString(Map.of("input", simulated, "expect", "allow")),
                        Map.of("content-type", "application/json"))
                .expect(201);
        api.get(diagnosis + "?event=" + denied).expect(200);
        api.get(diagnosis + "?event=none").refused(404, "decision_not_found");
        api.get(diagnosis + "?canary=teller-reads").refused(400, "invalid_query");
        api.get(diagnosis + "?event=" + unreadable).refused(409, "not_reproducible");
        api.get("/v1/zones/no-such-zone/diagnosis").refused(404, "zone_not_found");
        var body = Map.of("event", denied, "input", simulated);
        api.post(diagnosis, body).expect(200);
        api.post(diagnosis, Map.of("event", "none", "input", simulated)).refused(404, "decision_not_found");
        api.post(diagnosis, Map.of("event", denied, "input", Map.of("principal", "x")))
                .refused(400, "invalid_policy_input");
        api.post(diagnosis, Map.of("input", simulated)).refused(400, "invalid_policy_input");
        api.post(diagnosis, Map.of("event", unreadable, "input", simulated)).refused(409, "not_reproducible");
        api.post("/v1/zones/no-such-zone/diagnosis", body).refused(404, "zone_not_found");
    }
}

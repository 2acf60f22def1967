package dev.edict.app;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Defines, reads and removes canaries, and provokes every error on the way. */
final class DescribedCanaries {

    private static final String NOWHERE = "/v1/zones/no-such-zone/canaries";
    private static final int MOST = 200;

    private final DescribedApi api;
    private final String zoneId;
    private final String canaries;

    DescribedCanaries(DescribedApi api) {
        this.api = api;
        this.zoneId = api.zone();
        this.canaries = "/v1/zones/%s/canaries".formatted(zoneId);
    }

    void run() {
        put("tellers-do-not-pay", denied()).expect(201);
        put("tellers-do-not-pay", denied()).expect(200);
        put("impossible", canary("allow", "role_scope_mismatch")).refused(400, "invalid_canary");
        put("contradiction", canary("allow", null)).refused(409, "canary_contradiction");
        send("PUT", canaries + "/stale", denied(), "\"c4711\"").refused(412, "precondition_failed");
        send("PUT", NOWHERE + "/a", denied(), null).refused(404, "zone_not_found");
        api.get(canaries).expect(200);
        api.get(canaries + "/tellers-do-not-pay").expect(200);
        api.get(canaries + "/unknown").refused(404, "canary_not_found");
        api.get(NOWHERE).refused(404, "zone_not_found");
        api.get(NOWHERE + "/a").refused(404, "zone_not_found");
        activation();
        tooMany();
        send("DELETE", canaries + "/n2", null, "\"c4711\"").refused(412, "precondition_failed");
        api.delete(canaries + "/n2").expect(204);
        api.delete(canaries + "/n2").refused(404, "canary_not_found");
        api.delete(NOWHERE + "/n2").refused(404, "zone_not_found");
    }

    private void activation() {
        var setId = api.policySet(zoneId);
        var versionId =
                api.seal(zoneId, setId, api.policy(zoneId, Documents.PAYING).versionId());
        send("PUT", "/v1/zones/%s/settings".formatted(zoneId), Map.of("strict", false, "canaries", "required"), null)
                .expect(200);
        api.activate(zoneId, setId, versionId).refused(409, "canaries_would_fail");
    }

    private void tooMany() {
        for (int n = 2; n <= MOST; n++) {
            put("n" + n, denied()).expect(201);
        }
        put("n201", denied()).refused(409, "too_many_canaries");
    }

    private Map<String, Object> denied() {
        return canary("deny", "role_scope_mismatch");
    }

    private Map<String, Object> canary(String expect, @Nullable String reason) {
        var body = new HashMap<String, Object>();
        body.put("input", Documents.mint(zoneId, "teller", "ledger:pay"));
        body.put("expect", expect);
        if (reason != null) {
            body.put("expect_reason", reason);
        }
        return body;
    }

    private Api.Answer put(String name, Map<String, Object> body) {
        return send("PUT", canaries + "/" + name, body, null);
    }

    private Api.Answer send(String method, String path, @Nullable Object body, @Nullable String ifMatch) {
        var headers = new HashMap<>(Map.of("content-type", "application/json"));
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        return api.send(method, path, body == null ? null : JsonMapper.shared().writeValueAsString(body), headers);
    }
}

package dev.edict.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Defines, reads and removes suites, and provokes every error on the way. */
final class DescribedSuites {

    private static final String NOWHERE = "/v1/zones/no-such-zone/suites";
    private static final int MOST = 50;
    private static final int MOST_CASES = 1_000;

    private final DescribedApi api;
    private final String zoneId;
    private final String suites;

    DescribedSuites(DescribedApi api) {
        this.api = api;
        this.zoneId = api.zone();
        this.suites = "/v1/zones/%s/suites".formatted(zoneId);
    }

    void run() {
        put("tellers", described()).expect(201);
        put("tellers", suite(2)).expect(200);
        put("none", suite(0)).refused(400, "invalid_suite");
        send("PUT", suites + "/stale", suite(1), "\"s4711\"").refused(412, "precondition_failed");
        send("PUT", NOWHERE + "/a", suite(1), null).refused(404, "zone_not_found");
        api.get(suites).expect(200);
        api.get(suites + "/tellers?version=1").expect(200);
        api.get(suites + "/unknown").refused(404, "suite_not_found");
        api.get(NOWHERE).refused(404, "zone_not_found");
        api.get(NOWHERE + "/a").refused(404, "zone_not_found");
        simulation();
        tooMany();
        send("DELETE", suites + "/n2", null, "\"s4711\"").refused(412, "precondition_failed");
        api.delete(suites + "/n2").expect(204);
        api.delete(suites + "/n2").refused(404, "suite_not_found");
        api.delete(NOWHERE + "/n2").refused(404, "zone_not_found");
    }

    private void simulation() {
        var setId = api.policySet(zoneId);
        var versionId =
                api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
        send("PUT", "/v1/zones/%s/settings".formatted(zoneId), Map.of("strict", false, "evidence", "required"), null)
                .expect(200);
        api.activate(zoneId, setId, versionId).refused(409, "evidence_missing");
        var set = "/v1/zones/%s/policy-sets/%s".formatted(zoneId, setId);
        var simulated = api.post(set + "/simulate", Map.of("version_id", versionId, "suites", List.of("*")))
                .expect(200)
                .text("simulation_id");
        api.post(set + "/simulate", Map.of("version_id", versionId, "suites", List.of("unknown")))
                .refused(404, "suite_not_found");
        api.get(set + "/versions/" + versionId + "/simulations").expect(200);
        api.get(set + "/versions/none/simulations").refused(404, "policy_set_version_not_found");
        var simulations = "/v1/zones/%s/simulations/".formatted(zoneId);
        api.get(simulations + simulated).expect(200);
        api.get(simulations + "none").refused(404, "simulation_not_found");
        api.activate(zoneId, setId, versionId).expect(202);
    }

    private void tooMany() {
        for (int n = 2; n <= MOST; n++) {
            put("n" + n, suite(1)).expect(201);
        }
        put("n51", suite(1)).refused(409, "too_many_suites");
        for (int n = 2; n <= 10; n++) {
            put("n" + n, suite(MOST_CASES)).expect(200);
        }
        put("n11", suite(MOST_CASES)).refused(409, "too_many_suite_cases");
    }

    private Map<String, Object> described() {
        var input = Documents.mint(zoneId, "teller", "ledger:pay");
        var denied = Map.of(
                "name", "tellers do not pay",
                "input", input,
                "expect", "deny",
                "expect_reason", "role_scope_mismatch",
                "expect_diagnostics", List.of(Map.of("reason", "role_scope_mismatch")));
        return Map.of("description", "What tellers may do", "cases", List.of(denied));
    }

    private Map<String, Object> suite(int cases) {
        return Map.of("cases", IntStream.range(0, cases).mapToObj(this::denied).toList());
    }

    private Map<String, Object> denied(int number) {
        return Map.of(
                "name", "case " + number, "input", Documents.mint(zoneId, "teller", "ledger:pay"), "expect", "deny");
    }

    private Api.Answer put(String name, Map<String, Object> body) {
        return send("PUT", suites + "/" + name, body, null);
    }

    private Api.Answer send(String method, String path, @Nullable Object body, @Nullable String ifMatch) {
        var headers = new HashMap<>(Map.of("content-type", "application/json"));
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        return api.send(method, path, body == null ? null : JsonMapper.shared().writeValueAsString(body), headers);
    }
}

package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Calls every route with success, and provokes every error that can be provoked. */
final class DescribedJourney {

    private static final String NOWHERE = "/v1/zones/no-such-zone";

    private final DescribedApi api;
    private final String slug = Api.uniqueName("payments");
    private final String zoneId;
    private final String zone;

    DescribedJourney(DescribedApi api) {
        this.api = api;
        this.zoneId = api.post("/v1/zones", Map.of("name", "Payments", "slug", slug))
                .expect(201)
                .text("id");
        this.zone = "/v1/zones/" + zoneId;
    }

    void run() {
        operations();
        tokens();
        zones();
        governance();
        decisionPoints();
        new DescribedDecisionPoints(api, zoneId).run();
        new DescribedDecisions(api).run();
        policies();
        policySets();
        trail();
        new DescribedErasure(api).run();
        new DescribedReplays(api).run();
        audit();
        new DescribedEvaluations(api).run();
        new DescribedCanaries(api).run();
        new DescribedPast(api).run();
        new DescribedPreviews(api).run();
        new DescribedCatalogue(api).run();
        new DescribedSuites(api).run();
        new DescribedReports(api).run();
        new DescribedDiagnoses(api).run();
        new DescribedRefusals(api, zoneId).run();
        requests();
        archive();
    }

    private void operations() {
        api.get("/health").expect(200);
        api.get("/ready").expect(200);
        api.get("/metrics").expect(200);
        api.get("/openapi.json").expect(200);
        api.get("/docs").expect(200);
    }

    private void tokens() {
        var minted = api.post(
                        "/v1/admin-tokens",
                        Map.of("name", "ci", "scope", "zone", "zone_id", zoneId, "capability", "read"))
                .expect(201);
        api.get("/v1/admin-tokens?limit=1").expect(200);
        api.post("/v1/admin-tokens", Map.of("name", "ci", "scope", "zone")).refused(400, "zone_id_required");
        api.post("/v1/admin-tokens", Map.of("name", "ci", "scope", "global", "zone_id", zoneId))
                .refused(400, "zone_id_not_allowed_for_global");
        api.post("/v1/admin-tokens", Map.of("name", "")).refused(400, "invalid_admin_token_request");
        api.delete("/v1/admin-tokens/" + minted.text("id")).expect(204);
        api.delete("/v1/admin-tokens/" + minted.text("id")).refused(404, "admin_token_not_found");
        var writer = api.post("/v1/admin-tokens", Map.of("name", "w", "scope", "global"))
                .text("token");
        api.withToken(writer).post("/v1/zones", Map.of("name", "caracal.sys/x")).refused(409, "reserved_namespace");
    }

    private void audit() {
        var requestId = Api.uniqueName("req");
        Decisions.deny(Edict.deciding(), zoneId, requestId);
        var request = zone + "/audit/by-request/" + requestId;
        api.get(zone + "/audit?decision=deny").expect(200);
        api.get(zone + "/audit?order=arrival&decision=deny&resource=resource://ledger")
                .expect(200);
        api.get(zone + "/audit?fields=id,decision,resource").expect(200);
        isFile(api.get(zone + "/audit?format=csv&fields=id,decision,resource"), "audit-" + zoneId);
        isFile(api.get(zone + "/admin-audit?format=csv&limit=1"), "admin-audit-" + zoneId);
        api.get(zone + "/audit?fields=surprise").refused(400, "invalid_fields");
        api.get(zone + "/admin-audit?fields=surprise").refused(400, "invalid_fields");
        api.get(zone + "/audit?cursor=none").refused(400, "invalid_cursor");
        api.get(request).expect(200);
        api.get(request + "/explain").expect(200);
        api.get(zone + "/audit/by-request/none").refused(404, "request_not_found");
        api.get(zone + "/admin-audit?limit=1").expect(200);
        api.get("/v1/audit-retention").expect(200);
        put("/v1/audit-retention", Map.of("retention_days", 90)).expect(200);
        put("/v1/audit-retention", Map.of("retention_days", 999)).refused(400, "retention_above_limit");
    }

    private static void isFile(Api.Answer answer, String name) {
        var headers = answer.expect(200).headers();
        assertThat(headers.firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
        assertThat(headers.firstValue("content-disposition"))
                .hasValue("attachment; filename=\"%s.csv\"".formatted(name));
        assertThat(answer.body().lines()).hasSizeGreaterThan(1);
    }

    private void archive() {
        patch(zone, Map.of("name", "Payments EU")).expect(200);
        patch(zone, Map.of()).refused(400, "no_fields");
        patch(zone, Map.of("dcr_shutdown", "keep_live")).refused(400, "dcr_shutdown_not_applicable");
        api.get(zone + "/dcr-status").expect(200);
        withApplications();
        api.delete(zone).expect(204);
        api.delete(zone).refused(404, "zone_not_found");
    }

    /** As a token service in the same database keeps them. */
    private void withApplications() {
        var database = Edict.deciding().owner();
        database.sql(
                        """
                        create table public.applications (zone_id text, registration_method text,
                            archived_at timestamptz, expires_at timestamptz)
                        """)
                .update();
        try {
            patch(zone, Map.of("dcr_enabled", true)).expect(200);
            database.sql("insert into public.applications values (:zone, 'dcr', null, now() + interval '1 day')")
                    .param("zone", zoneId)
                    .update();
            patch(zone, Map.of("dcr_enabled", false)).refused(409, "dcr_shutdown_required");
            database.sql("alter table public.applications rename expires_at to ends_at")
                    .update();
            patch(zone, Map.of("dcr_enabled", false)).refused(500, "applications_unreadable");
            api.get(zone + "/dcr-status").refused(500, "applications_unreadable");
        } finally {
            database.sql("drop table public.applications").update();
        }
    }

    private Api.Answer put(String path, Object body) {
        return api.send("PUT", path, json(body), Map.of("content-type", "application/json"));
    }

    private Api.Answer patch(String path, Object body) {
        return api.send("PATCH", path, json(body), Map.of("content-type", "application/json"));
    }

    private void zones() {
        api.get(zone).expect(200);
        api.get("/v1/zones?limit=1&slug=" + slug).expect(200);
        api.get(NOWHERE).refused(404, "zone_not_found");
        api.post("/v1/zones", Map.of("name", "Payments", "slug", slug)).refused(409, "zone_slug_conflict");
        api.post("/v1/zones", Map.of("name", "")).refused(400, "invalid_zone");
        api.get("/v1/zones?cursor=none").refused(400, "invalid_cursor");
        patch(zone, Map.of("slug", slug + "-taken", "surprise", 1)).refused(400, "invalid_zone");
        settings();
    }

    private void decisionPoints() {
        api.get(NOWHERE + "/bundle").refused(404, "zone_not_found");
        api.get("/v1/opa/zones/%s/bundle.tar.gz".formatted(zoneId)).expect(200);
        api.get("/v1/opa/zones/no-such-zone/bundle.tar.gz").refused(404, "zone_not_found");
        api.post("/v1/opa/status", Map.of("labels", Map.of("id", "5e7d7f9a", "version", "1.22.4", "instance", "gw-7")))
                .expect(204);
        api.post("/v1/opa/status", Map.of("labels", Map.of())).refused(400, "invalid_body");
        api.post("/v1/opa/logs", List.of(Decisions.logged(zoneId))).expect(204);
        api.get("/v1/replicas/feed?limit=1").expect(200);
        api.get("/v1/replicas/feed?after=none").refused(400, "invalid_cursor");
    }

    private void settings() {
        var path = zone + "/settings";
        api.get(path).expect(200);
        api.get(NOWHERE + "/settings").refused(404, "zone_not_found");
        put(path, Map.of("strict", true)).expect(200);
        put(path, Map.of("strict", true, "surprise", 1)).refused(400, "invalid_body");
        put(NOWHERE + "/settings", Map.of("strict", true)).refused(404, "zone_not_found");
        stale("PUT", path, Map.of("strict", false));
        var token = api.post("/v1/admin-tokens", Map.of("name", "z", "scope", "zone", "zone_id", zoneId))
                .text("token");
        api.withToken(token)
                .send("PUT", path, "{\"strict\":false}", Map.of("content-type", "application/json"))
                .refused(403, "global_token_required");
        put(path, Map.of("strict", false)).expect(200);
    }

    private void policies() {
        api.get("/v1/policy-templates").expect(200);
        api.post("/v1/policies/validate", Map.of("content", Documents.GRANTS)).expect(200);
        api.post("/v1/policies/validate", Map.of("content", "package other\n")).refused(422, "invalid_rego");
        var body = Map.of("name", "teller grants", "description", "Who reads the ledger", "content", Documents.GRANTS);
        var created = api.post(zone + "/policies", body).expect(201);
        api.post(zone + "/policies", body).refused(409, "policy_name_conflict");
        api.post(NOWHERE + "/policies", body).refused(404, "zone_not_found");
        var policy = zone + "/policies/" + created.text("id");
        api.post(policy + "/versions", Map.of("content", Documents.GRANTS)).expect(201);
        api.post(policy + "/versions", Map.of("content", "x")).refused(422, "invalid_rego");
        api.get(policy).expect(200);
        api.get(policy + "/versions/" + created.text("version_id")).expect(200);
        api.get(policy + "/versions/none").refused(404, "policy_version_not_found");
        stale("POST", policy + "/versions", Map.of("content", Documents.GRANTS));
        api.get(zone + "/policies").expect(200);
        stale("DELETE", policy, null);
        api.delete(policy).expect(204);
        api.get(policy).refused(404, "policy_not_found");
        api.delete(policy).refused(404, "policy_not_found");
        var sealing = seal(zone + "/policy-sets/" + api.policySet(zoneId), created.text("version_id"));
        sealing.refused(409, "policy_archived");
    }

    private void policySets() {
        var created =
                api.post(zone + "/policy-sets", Map.of("name", "payments")).expect(201);
        api.post(zone + "/policy-sets", Map.of("name", "payments")).refused(409, "policy_set_name_conflict");
        api.post(NOWHERE + "/policy-sets", Map.of("name", "payments")).refused(404, "zone_not_found");
        var set = zone + "/policy-sets/" + created.text("id");
        seal(set, "no-such-version").refused(422, "invalid_policy_contract");
        var bindings = api.policy(zoneId, Documents.BINDINGS).versionId();
        var others = api.policy(zoneId, Documents.OTHER_BINDINGS).versionId();
        seal(set, bindings, others).refused(422, "invalid_policy_bundle");
        seal(NOWHERE + "/policy-sets/none", "v").refused(404, "policy_set_not_found");
        api.get(set + "/activation-status").refused(404, "active_policy_set_version_not_found");
        api.get(set).expect(200);
        api.get(zone + "/policy-sets").expect(200);
        var version = seal(set, api.policy(zoneId, Documents.BINDINGS).versionId())
                .expect(201)
                .text("id");
        api.get(set + "/versions/" + version).expect(200);
        api.get(set + "/versions/none").refused(404, "policy_set_version_not_found");
        api.get(set + "/versions").expect(200);
        simulate(set, version, "a teller reads").expect(200);
        simulate(set, "none", "a teller reads").refused(404, "version_not_found");
        api.post(set + "/simulate", Map.of("version_id", version)).expect(200);
        stale("POST", set + "/versions", Map.of("manifest", List.of(Map.of("policy_version_id", version))));
        stale("DELETE", set, null);
        api.delete(set).expect(204);
        api.get(set).refused(404, "policy_set_not_found");
        api.get(set + "/versions").refused(404, "policy_set_not_found");
    }

    private void governance() {
        var policy = api.policy(zoneId, Documents.GRANTS);
        var setId = api.policySet(zoneId);
        var set = zone + "/policy-sets/" + setId;
        var first = api.seal(zoneId, setId, policy.versionId());
        var second = api.seal(zoneId, setId, policy.versionId());
        simulate(set, first, "a teller reads").expect(200);
        api.rollBack(zoneId, "nothing yet").refused(409, "no_rollback_target");
        api.deactivate(zoneId, "nothing yet").refused(409, "zone_not_active");
        var activated = api.activate(zoneId, setId, first).expect(202);
        api.get(activated.text("status_url")).expect(200);
        api.activate(zoneId, setId, second, first).expect(202);
        api.activate(zoneId, setId, second, first).refused(412, "active_version_changed");
        api.activate(zoneId, setId, "none").refused(404, "version_not_found");
        stale("POST", set + "/activate", Map.of("version_id", first));
        stale("POST", zone + "/deactivate", Map.of("reason", "r"));
        meantForAnother("rollback");
        meantForAnother("deactivate");
        stale("POST", zone + "/rollback", Map.of("reason", "r"));
        api.get(set + "/activation-status?version_id=").refused(400, "invalid_body");
        api.get(zone + "/policy-sets/none/activation-status").refused(404, "policy_set_binding_not_found");
        api.get(set + "/activation-status?version_id=%s&outbox_id=none".formatted(second))
                .expect(200);
        api.delete(zone + "/policies/" + policy.policyId()).refused(409, "policy_in_use");
        api.get(zone + "/bundle").expect(200);
        api.rollBack(zoneId, "v2 forgot the tellers").expect(202);
        api.active(zoneId).expect(200);
        api.deactivate(zoneId, "incident 42").expect(202);
        api.active(zoneId).expect(200);
        api.active("no-such-zone").refused(404, "zone_not_found");
        api.rollBack("no-such-zone", "r").refused(404, "zone_not_found");
    }

    private void trail() {
        api.get(zone + "/timeline?limit=2").expect(200);
        api.get(zone + "/timeline?order=asc&limit=500").expect(200);
        api.get(zone + "/timeline?cursor=none").refused(400, "invalid_cursor");
        isFile(api.get(zone + "/timeline/export?format=csv&event=zone.version_activated"), "timeline-" + zoneId);
        api.get(zone + "/timeline/export?text=activated").expect(200);
        api.get(zone + "/timeline/export?format=xml").refused(400, "invalid_query");
        api.get(NOWHERE + "/timeline/export").refused(404, "zone_not_found");
        api.get("/v1/timeline?limit=2").expect(200);
        api.get("/v1/timeline?cursor=none").refused(400, "invalid_cursor");
        api.get("/v1/timeline/export?event=zone.archived").expect(200);
        isFile(api.get("/v1/timeline/export?format=csv&event=zone.registered"), "timeline");
        api.get(zone + "/timeline/stream?after=0").expect(200);
        api.get(zone + "/timeline/stream?after=999999999999999999").refused(400, "sequence_beyond_head");
        api.get(NOWHERE + "/timeline/stream").refused(404, "zone_not_found");
        api.get("/v1/timeline/stream?after=0").expect(200);
        api.get("/v1/timeline/stream?after=none").refused(400, "invalid_query");
        api.get(zone + "/activations").expect(200);
        api.get(NOWHERE + "/timeline").refused(404, "zone_not_found");
        for (var route : List.of("/timeline", "/activations", "/active", "/policies/none/versions/none")) {
            api.get(zone + route + "?sinse=now").refused(400, "invalid_query");
        }
        api.post(zone + "/rollback?dry_run=true", Map.of("reason", "r")).refused(400, "invalid_query");
        api.post(zone + "/deactivate?dry_run=true", Map.of("reason", "r")).refused(400, "invalid_query");
    }

    private void requests() {
        var key = Api.uniqueName("key-of-the-described-journey");
        api.rollBack(zoneId, "incident over").expect(202);
        deactivateUnder(key, "incident 43").expect(202);
        var again = deactivateUnder(key, "incident 43").expect(202);
        assertThat(again.headers().firstValue("idempotent-replayed")).hasValue("true");
        deactivateUnder(key, "incident 44").refused(422, "idempotency_key_reused");
        createSetUnder(key).refused(422, "idempotency_key_reused");
    }

    private Api.Answer createSetUnder(String key) {
        var headers = Map.of("content-type", "application/json", "idempotency-key", key);
        return api.send("POST", zone + "/policy-sets", json(Map.of("name", Api.uniqueName("set"))), headers);
    }

    private Api.Answer deactivateUnder(String key, String reason) {
        var headers = Map.of("content-type", "application/json", "idempotency-key", key);
        return api.send("POST", zone + "/deactivate", json(Map.of("reason", reason)), headers);
    }

    private void stale(String method, String path, @Nullable Object body) {
        var headers = Map.of("content-type", "application/json", "if-match", "\"4711\"");
        api.send(method, path, body == null ? null : json(body), headers).refused(412, "precondition_failed");
    }

    private void meantForAnother(String change) {
        var body = Map.of("reason", "r", "expected_active_version_id", "another");
        api.post("%s/%s".formatted(zone, change), body).refused(412, "active_version_changed");
    }

    private Api.Answer seal(String set, String... policyVersionIds) {
        var entries = Arrays.stream(policyVersionIds)
                .map(id -> Map.of("policy_version_id", id))
                .toList();
        return api.post(set + "/versions", Map.of("manifest", entries));
    }

    private Api.Answer simulate(String set, String versionId, String name) {
        var allowed = Map.of("name", name, "expect", "allow", "input", Documents.mint(zoneId, "teller", "ledger:read"));
        return api.post(set + "/simulate", Map.of("version_id", versionId, "cases", List.of(allowed)));
    }

    private static String json(Object body) {
        return JsonMapper.shared().writeValueAsString(body);
    }
}

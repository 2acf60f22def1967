package dev.edict.app;

import java.util.Map;

/** Provokes the errors that every request of a kind can get and that the rest of the journey does not. */
final class DescribedRefusals {

    private final DescribedApi api;
    private final String zoneId;
    private final Api reader;
    private final Api approver;
    private final Api writer;
    private final Api elsewhere;
    private final Api replica;
    private final Api decider;

    DescribedRefusals(DescribedApi api, String zoneId) {
        this.api = api;
        this.zoneId = zoneId;
        this.reader = minted(Map.of("name", "r", "scope", "global", "capability", "read"));
        this.approver = minted(Map.of("name", "a", "scope", "global", "capability", "approve"));
        this.writer = minted(Map.of("name", "w", "scope", "global"));
        this.replica = minted(Map.of("name", "p", "scope", "global", "capability", "replica"));
        this.decider = minted(Map.of("name", "d", "scope", "global", "capability", "decide"));
        this.elsewhere = minted(Map.of("name", "z", "scope", "zone", "zone_id", api.zone()));
    }

    private Api minted(Map<String, String> token) {
        return api.withToken(api.post("/v1/admin-tokens", token).expect(201).text("token"));
    }

    void run() {
        for (var kind : RequestKind.values()) {
            ofCallers(kind);
            ofRequests(kind);
        }
        RequestKind.CHANGES.forEach(this::ofChanges);
        ofConsoles();
    }

    private void ofCallers(RequestKind kind) {
        kind.send(api.withToken(null), zoneId).refused(401, "invalid_admin_token");
        kind.send(elsewhere, zoneId).refused(403, "admin_token_zone_mismatch");
        kind.send(replica, zoneId).refused(403, "admin_token_replica_only");
        kind.send(decider, zoneId).refused(403, "admin_token_decide_only");
        kind.send(console(), zoneId).refused(401, "invalid_account_assertion");
        kind.send(console(), zoneId, account()).refused(403, "zone_forbidden");
    }

    private void ofRequests(RequestKind kind) {
        kind.send(api, "a%20b").refused(400, "invalid_params");
        kind.send(api, "no-such-zone").refused(404, "zone_not_found");
    }

    private void ofChanges(RequestKind kind) {
        kind.send(reader, zoneId).refused(403, "admin_token_read_only");
        kind.send(approver, zoneId).refused(403, "admin_token_approve_only");
        kind.send(writer, systemZone()).refused(403, "system_zone_read_only");
        kind.sendRaw(api, zoneId, "{}", Map.of()).refused(400, "invalid_body");
        kind.sendRaw(api, zoneId, "{", Map.of()).refused(400, "invalid_body");
        kind.sendRaw(api, zoneId, "name: n", Map.of("content-type", "application/yaml"))
                .refused(415, "unsupported_media_type");
        kind.sendRaw(api, zoneId, "{\"reason\":\"" + "#".repeat(1 << 20) + "\"}", Map.of())
                .refused(413, "payload_too_large");
        kind.send(api, zoneId, Map.of("if-match", "a3")).refused(400, "invalid_if_match");
        kind.send(api, zoneId, Map.of("idempotency-key", "k".repeat(256))).refused(400, "invalid_idempotency_key");
    }

    private void ofConsoles() {
        console().get("/v1/admin-tokens").refused(401, "invalid_account_assertion");
        console().send("GET", "/v1/admin-tokens", null, account()).refused(403, "account_scope_required");
        console().post("/v1/admin-tokens", Map.of()).refused(403, "admin_token_management_forbidden_for_derived_token");
        console().send("GET", "/v1/audit-retention", null, account()).refused(403, "account_scope_required");
        console().send("PUT", "/v1/audit-retention", "{}", account()).refused(403, "account_scope_required");
        console().send("GET", "/metrics", null, account()).refused(403, "account_scope_required");
        console().send("GET", "/v1/zones", null, account()).expect(200);
    }

    private Api console() {
        return api.withToken(Console.token(Edict.TOKEN, "write"));
    }

    private static Map<String, String> account() {
        return Map.of("x-caracal-account", Console.assertion(Edict.TOKEN, "acc-1"));
    }

    private String systemZone() {
        return api.post("/v1/zones", Map.of("name", "n", "slug", "caracal-sys-" + Api.uniqueName("zone")))
                .expect(201)
                .text("id");
    }
}

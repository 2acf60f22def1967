package dev.edict.app;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Decision events as decision points report them. */
final class Decisions {

    private Decisions() {}

    static void deny(Edict edict, String zoneId, String requestId) {
        edict.owner()
                .sql(
                        """
                        insert into bridge.audit_events (id, zone_id, event_type, request_id, decision,
                            evaluation_status, determining_policies_json, diagnostics_json, metadata_json, reason, occurred_at)
                        values (:request, :zone, 'token_exchange', :request, 'deny', 'complete', '[]',
                            '[{"reason":"role_scope_mismatch"}]',
                            '{"application_id":"app-1","resource":"resource://ledger","requested_scopes":["ledger:read"]}',
                            'role_scope_mismatch', now())
                        """)
                .param("request", requestId)
                .param("zone", zoneId)
                .update();
    }

    /** As a stock Open Policy Agent logs it. */
    static Map<String, Object> logged(String zoneId) {
        return Map.of(
                "labels", Map.of("id", "5e7d7f9a", "instance", "gw-7", "version", "1.22.4"),
                "decision_id", UUID.randomUUID().toString(),
                "bundles", Map.of(zoneId, Map.of("revision", "0:none")),
                "path", "caracal/authz/result",
                "input", Documents.mint(zoneId, "teller", "ledger:read"),
                "result",
                        Map.of(
                                "decision",
                                "deny",
                                "evaluation_status",
                                "complete",
                                "determining_policies",
                                List.of(),
                                "diagnostics",
                                List.of(Map.of("reason", "no_active_policy_set"))),
                "requested_by", "10.0.0.7:51234",
                "timestamp", Instant.now().toString(),
                "req_id", 12);
    }
}

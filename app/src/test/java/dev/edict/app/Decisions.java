package dev.edict.app;

/** Decision events as they are stored when a decision point has reported them. */
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
}

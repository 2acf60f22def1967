package dev.edict.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Decision events as they are stored, to be evaluated again. */
public final class StoredDecisions {

    private StoredDecisions() {}

    /** One of our decision points, with its input; {@code versionId} is null if nothing governed the zone. */
    public static void recorded(
            Edict edict,
            String zoneId,
            String eventId,
            @Nullable String versionId,
            String decision,
            @Nullable String reason,
            Map<String, Object> input) {
        insert(
                edict,
                zoneId,
                eventId,
                "policy_decision",
                versionId,
                decision,
                reason,
                JsonMapper.shared().writeValueAsString(Map.of("policy_input", input)));
    }

    /** A mint at a token service, which does not write what the delegation allows. */
    public static void exchanged(Edict edict, String zoneId, String eventId, String versionId) {
        insert(
                edict,
                zoneId,
                eventId,
                "token_exchange",
                versionId,
                "deny",
                "role_scope_mismatch",
                """
                {"application_id":"app-1","resource":"resource://ledger","requested_scopes":["ledger:read"],
                 "session_id":"","agent_session_id":"as-1","delegation_edge_id":"e-1","agent_labels":["teller"],
                 "agent_lifecycle":"","application_registration_method":""}
                """);
    }

    private static void insert(
            Edict edict,
            String zoneId,
            String eventId,
            String type,
            @Nullable String versionId,
            String decision,
            @Nullable String reason,
            String metadata) {
        edict.owner()
                .sql(
                        """
                        with registered as (
                            insert into bridge.audit_event_id (id, occurred_at) values (:id, now())
                            returning occurred_at)
                        insert into bridge.audit_events (id, zone_id, event_type, request_id, decision,
                            policy_set_version_id, manifest_sha, evaluation_status, determining_policies_json,
                            diagnostics_json, metadata_json, occurred_at)
                        select :id, :zone, :type, 'request of ' || :id, :decision, cast(:version as text),
                            case when cast(:version as text) is null then 'no_active_policy_set' end, 'complete', '[]',
                            case when cast(:reason as text) is null then '[]'::jsonb
                                else jsonb_build_array(jsonb_build_object('reason', cast(:reason as text))) end,
                            cast(:metadata as jsonb), occurred_at
                        from registered
                        """)
                .param("id", eventId)
                .param("zone", zoneId)
                .param("type", type)
                .param("decision", decision)
                .param("version", versionId)
                .param("reason", reason)
                .param("metadata", metadata)
                .update();
    }
}

package dev.edict.app.console;

import java.util.List;
import java.util.Map;

/** What the journey types. */
final class PolicyTexts {

    static final String APPLICATIONS =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := {"ledger": "app-1"}
            """;

    static final String READING =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            grants := {"resource://ledger": {
                "application": "ledger",
                "roles": {"teller": ["ledger:read"]},
            }}
            """;

    static final String BROKEN = READING.replace("}}\n", "}\n");

    static final String AUDITORS_ONLY = READING.replace("teller", "auditor");

    private PolicyTexts() {}

    static String request(String zoneId, String label) {
        return """
                {"principal": {"type": "Application", "id": "app-1", "zone_id": "%s", "labels": ["%s"]},
                 "resource": {"type": "Resource", "id": "r-1", "identifier": "resource://ledger", "scopes": ["ledger:read"]},
                 "action": {"id": "TokenExchange"},
                 "delegation_edge": {"id": "edge-1", "scopes": ["ledger:read"]},
                 "context": {"requested_scopes": ["ledger:read"], "agent_session_id": "s-1", "delegation_edge_id": "edge-1"}}
                """
                .formatted(zoneId, label);
    }

    /** A request that the example denies. */
    static Map<String, Object> denied(String zoneId) {
        return Map.of(
                "principal",
                        Map.of("type", "Application", "id", "ledger-app", "zone_id", zoneId, "labels", List.of("x")),
                "resource", Map.of("identifier", "resource://ledger", "scopes", List.of("ledger:read")),
                "action", Map.of("id", "TokenExchange"),
                "context", Map.of("requested_scopes", List.of("ledger:read")));
    }

    static String cases(String zoneId) {
        return """
                [{"name": "tellers read", "input": %s, "expect": "allow"},
                 {"name": "strangers do not", "input": %s, "expect": "deny"}]
                """
                .formatted(request(zoneId, "teller"), request(zoneId, "stranger"));
    }
}

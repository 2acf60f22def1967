package dev.edict.app;

import java.util.List;
import java.util.Map;

/** Policy-data documents and requests of the tests. */
public final class Documents {

    static final String BINDINGS =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := {"ledger": "app-1"}
            """;

    public static final String GRANTS =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := {"ledger": "app-1"}

            grants := {"resource://ledger": {
                "application": "ledger",
                "roles": {"teller": ["ledger:read"]},
            }}
            """;

    /** What no set has beside {@link #BINDINGS}: decision points fail on two different definitions of a name. */
    static final String OTHER_BINDINGS = BINDINGS.replace("app-1", "app-2");

    /** The same without the binding they need; sealed alone they bring a warning. */
    static final String ONLY_GRANTS = GRANTS.replace("app_ids := {\"ledger\": \"app-1\"}\n\n", "");

    /** By which a teller may also pay. */
    static final String PAYING = GRANTS.replace("[\"ledger:read\"]", "[\"ledger:read\", \"ledger:pay\"]");

    private Documents() {}

    /** A delegated request of application {@code app-1} for the ledger, as a decision point sees it. */
    public static Map<String, Object> mint(String zoneId, String label, String scope) {
        return Map.of(
                "schema_version",
                "2026-05-20",
                "principal",
                Map.of("type", "Application", "id", "app-1", "zone_id", zoneId, "labels", List.of(label)),
                "resource",
                Map.of("type", "Resource", "id", "r-1", "identifier", "resource://ledger", "scopes", List.of(scope)),
                "action",
                Map.of("id", "TokenExchange"),
                "delegation_edge",
                Map.of("id", "edge-1", "scopes", List.of(scope)),
                "context",
                Map.of(
                        "actor_claims",
                        Map.of(),
                        "challenge_resolved",
                        false,
                        "requested_scopes",
                        List.of(scope),
                        "agent_session_id",
                        "session-1",
                        "delegation_edge_id",
                        "edge-1"));
    }
}

package dev.edict.replica.spring;

import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.Map;

/** Documents and requests of the tests: the application {@code app-1} and the resource {@code ledger}. */
final class Policies {

    static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";

    private Policies() {}

    /** Grants these scopes to tellers of the application. */
    static String granting(String... scopes) {
        return HEAD
                + """
                app_ids := {"b": "app-1"}
                grants := {"ledger": {"application": "b", "roles": {"teller": ["%s"]}}}
                """
                        .formatted(String.join("\", \"", scopes));
    }

    /** Grants reading once it is approved. */
    static String holding() {
        return granting("read")
                + """
                risk := [{"scope": "read", "tier": "high"}]
                approval_tiers := [{"tier": "high", "approver": "operator"}]
                """;
    }

    /** Contains logic, which a replica cannot evaluate. */
    static String failing() {
        return HEAD + "grants := {\"ledger\": input.resource}\n";
    }

    /** The request of a teller for a token with this scope. */
    static PolicyInput mint(String zoneId, String scope) {
        return PolicyInput.from(Map.of(
                "principal",
                        Map.of("type", "Application", "id", "app-1", "zone_id", zoneId, "labels", List.of("teller")),
                "resource", Map.of("identifier", "ledger"),
                "action", Map.of("id", "TokenExchange"),
                "delegation_edge", Map.of("id", "e", "scopes", List.of(scope)),
                "context", Map.of("requested_scopes", List.of(scope), "agent_session_id", "s")));
    }
}

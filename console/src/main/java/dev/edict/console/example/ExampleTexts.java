package dev.edict.console.example;

import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.catalogue.CatalogueContent;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.suite.SuiteService.NewSuite;
import java.util.List;
import java.util.Map;

/** The documents and requests of the example: tellers read a ledger, clerks write to it, trainees only ever read. */
final class ExampleTexts {

    static final String APPLICATIONS =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            # Short names for applications, by which grants refer to them.
            app_ids := {"ledger": "ledger-app"}
            """;

    /** The first version: every role only reads. */
    static final String READING =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            # Which scopes each role has on the ledger. A role is a label of the principal.
            grants := {"resource://ledger": {
                "application": "ledger",
                "roles": {
                    "teller": ["ledger:read"],
                    "trainee-teller": ["ledger:read"],
                },
            }}
            """;

    static final String WRITING = READING.replace(
            "        \"teller\": [\"ledger:read\"],\n",
            "        \"teller\": [\"ledger:read\"],\n        \"clerk\": [\"ledger:read\", \"ledger:write\"],\n");

    /** Renames a role that tokens still carry. */
    static final String MISTAKE = WRITING.replace("\"teller\"", "\"bank-teller\"");

    static final String CONFINEMENT =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            # Trainees only read, even if a role grants more.
            confinement := [{"label_prefix": "trainee-", "scopes": ["ledger:read"]}]
            """;

    static final CatalogueContent CATALOGUE = new CatalogueContent(
            List.of(new CatalogueContent.Application("ledger-app", "Ledger", null)),
            List.of(new CatalogueContent.Resource(
                    "resource://ledger", List.of("ledger:read", "ledger:write"), null, null)),
            List.of(new CatalogueContent.Term("resource://old-ledger", "resource://ledger", null)),
            null);

    private ExampleTexts() {}

    /** The cases that every version is simulated with. */
    static NewSuite suite(String zoneId) {
        return new NewSuite(
                "What people do with the ledger",
                List.of(
                        simulated(zoneId, "a teller reads", "teller", "ledger:read", "allow"),
                        simulated(zoneId, "a clerk writes", "clerk", "ledger:write", "allow"),
                        simulated(zoneId, "a trainee does not write", "trainee-teller", "ledger:write", "deny")));
    }

    private static SimulationCase simulated(String zoneId, String name, String label, String scope, String expect) {
        return new SimulationCase(name, request(zoneId, label, scope), expect, null, null);
    }

    /** Named requests with the decision that every version must give. */
    static Map<String, NewCanary> canaries(String zoneId) {
        return Map.of(
                "tellers-read", new NewCanary(request(zoneId, "teller", "ledger:read"), "allow", null),
                "clerks-write", new NewCanary(request(zoneId, "clerk", "ledger:write"), "allow", null),
                "trainees-do-not-write", new NewCanary(request(zoneId, "trainee-teller", "ledger:write"), "deny", null),
                "strangers-are-denied", new NewCanary(request(zoneId, "stranger", "ledger:read"), "deny", null));
    }

    /** A delegated request of the ledger application (contract §8.4). */
    static Map<String, Object> request(String zoneId, String label, String scope) {
        return Map.of(
                "schema_version",
                "2026-05-20",
                "principal",
                Map.of("type", "Application", "id", "ledger-app", "zone_id", zoneId, "labels", List.of(label)),
                "resource",
                Map.of("type", "Resource", "id", "ledger", "identifier", "resource://ledger", "scopes", List.of(scope)),
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

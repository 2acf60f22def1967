package dev.edict.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Documents, and requests of every shape in the normal form in which decision points send them (contract §8.4). */
final class DecisionCases {

    static final String DOCUMENT =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := {"ledger": "app-1", "till": "app-2"}

            grants := {
                "r1": {"application": "ledger", "roles": {"reader": ["read"], "writer": ["read", "write", "delete"]}},
                "r2": {"application": "till", "roles": {"reader": ["read"], "tmp-reader": ["read", "write"]}},
            }

            confinement := [{"label_prefix": "tmp-", "scopes": ["read"]}]

            risk := [{"scope": "write", "tier": "high"}, {"scope": "read", "tier": "low"}]

            approval_tiers := [{"tier": "high", "approver": "operator", "ttl_seconds": 600}]
            """;

    static final String FROZEN =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            restrict := ["incident"]
            """;

    private static final List<String> SCOPES = List.of("read", "write", "delete", "agent:lifecycle");
    private static final List<String> LABELS = List.of("reader", "writer", "tmp-reader");

    private final Random random;

    DecisionCases(long seed) {
        this.random = new Random(seed);
    }

    /** A workload's request, which the contract alone would allow. */
    static Map<String, Object> workload() {
        return request(
                Map.of("type", "Workload", "id", "w-1", "zone_id", "z"),
                "r1",
                "CredentialInjection",
                context(List.of("read")));
    }

    Map<String, Object> next() {
        var principal = new LinkedHashMap<String, Object>();
        principal.put("type", "Application");
        principal.put("id", pick(List.of("app-1", "app-1", "app-2")));
        principal.put("zone_id", "z");
        var labels = some(LABELS);
        if (!labels.isEmpty()) {
            principal.put("labels", labels);
        }
        var resource = pick(List.of("r1", "r1", "r2", "r9"));
        return switch (random.nextInt(6)) {
            case 0 -> request(principal, resource, "TokenExchange", context(List.of("agent:lifecycle")));
            case 1 -> {
                principal.put("type", "Workload");
                yield request(principal, resource, "CredentialInjection", context(some(SCOPES.subList(0, 3))));
            }
            case 2 -> use(principal, resource);
            case 3 -> request(principal, resource, "TokenExchange", context(some(SCOPES)));
            default -> mint(principal, resource);
        };
    }

    private Map<String, Object> mint(Map<String, Object> principal, String resource) {
        var context = context(some(SCOPES.subList(0, 3)));
        context.put("agent_session_id", "s-1");
        var edge = new LinkedHashMap<String, Object>(Map.of("id", "e-1"));
        var scopes = random.nextInt(3) == 0 ? some(SCOPES) : SCOPES;
        if (!scopes.isEmpty()) {
            edge.put("scopes", scopes);
        }
        var request = request(principal, resource, "TokenExchange", context);
        request.put("delegation_edge", edge);
        return request;
    }

    private Map<String, Object> use(Map<String, Object> principal, String resource) {
        var context = context(List.of());
        context.put(
                "subject_claims",
                Map.of(
                        "delegation_edge_id", "e-1",
                        "scope", String.join(" ", some(SCOPES.subList(0, 3))),
                        "target", pick(List.of(List.of("r1", "r2"), List.of("r1"), List.of()))));
        return request(principal, resource, "TokenExchange", context);
    }

    private static Map<String, Object> context(List<String> scopes) {
        var context = new LinkedHashMap<String, Object>();
        context.put("actor_claims", Map.of());
        context.put("challenge_resolved", false);
        context.put("requested_scopes", scopes);
        return context;
    }

    private static Map<String, Object> request(
            Map<String, Object> principal, String resource, String action, Map<String, Object> context) {
        var request = new LinkedHashMap<String, Object>();
        request.put("schema_version", "2026-05-20");
        request.put("principal", principal);
        request.put(
                "resource", Map.of("type", "Resource", "id", resource, "identifier", resource, "scopes", List.of()));
        request.put("action", Map.of("id", action));
        request.put("context", context);
        return request;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> some(List<String> all) {
        var some = new ArrayList<>(all);
        some.removeIf(one -> random.nextInt(2) == 0);
        return some;
    }
}

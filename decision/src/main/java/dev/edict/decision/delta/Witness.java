package dev.edict.decision.delta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that two bundles decide differently.
 *
 * @param application the id of the principal
 * @param resource the identifier of the resource
 * @param scopes those that are requested, or carried by the mandate of a use
 */
public record Witness(Shape shape, String application, String resource, List<String> labels, List<String> scopes) {

    private static final String ANYBODY = "any-workload";
    private static final String ANYTHING = "any-resource";
    private static final String EDGE = "edge";

    public Witness {
        labels = List.copyOf(labels);
        scopes = List.copyOf(scopes);
    }

    static Witness workload(List<String> scopes) {
        return new Witness(Shape.WORKLOAD, ANYBODY, ANYTHING, List.of(), scopes);
    }

    static Witness bootstrap(String application, String resource) {
        return new Witness(Shape.BOOTSTRAP, application, resource, List.of(), List.of(Shape.AGENT_LIFECYCLE));
    }

    /** The policy input as JSON (contract §8.4). */
    public Map<String, Object> input(String zoneId) {
        var input = new LinkedHashMap<String, Object>();
        input.put("schema_version", "2026-05-20");
        input.put("principal", principal(zoneId));
        input.put("resource", Map.of("type", "Resource", "id", resource, "identifier", resource, "scopes", List.of()));
        input.put("action", Map.of("id", shape.isOfWorkload() ? "CredentialInjection" : "TokenExchange"));
        input.put("context", context());
        if (shape == Shape.MINT) {
            input.put("delegation_edge", Map.of("id", EDGE, "scopes", scopes));
        }
        return input;
    }

    private Map<String, Object> principal(String zoneId) {
        var principal = new LinkedHashMap<String, Object>();
        principal.put("type", shape.isOfWorkload() ? "Workload" : "Application");
        principal.put("id", application);
        principal.put("zone_id", zoneId);
        principal.put("labels", labels);
        return principal;
    }

    private Map<String, Object> context() {
        var context = new LinkedHashMap<String, Object>();
        context.put("actor_claims", Map.of());
        context.put("challenge_resolved", false);
        context.put("requested_scopes", shape == Shape.USE ? List.of() : scopes);
        if (shape == Shape.MINT) {
            context.put("agent_session_id", "session");
        }
        if (shape == Shape.USE) {
            context.put(
                    "subject_claims",
                    Map.of("delegation_edge_id", EDGE, "scope", String.join(" ", scopes), "target", List.of(resource)));
        }
        return context;
    }
}

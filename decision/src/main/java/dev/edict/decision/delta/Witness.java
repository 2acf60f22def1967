package dev.edict.decision.delta;

import dev.edict.decision.RequestShape;
import dev.edict.decision.input.PolicyInput;
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
public record Witness(
        RequestShape shape, String application, String resource, List<String> labels, List<String> scopes) {

    private static final String ANYBODY = "any-workload";
    private static final String ANYTHING = "any-resource";
    private static final String EDGE = "edge";

    public Witness {
        labels = List.copyOf(labels);
        scopes = List.copyOf(scopes);
    }

    static Witness workload(List<String> scopes) {
        return new Witness(RequestShape.WORKLOAD, ANYBODY, ANYTHING, List.of(), scopes);
    }

    static Witness bootstrap(String application, String resource) {
        return new Witness(
                RequestShape.BOOTSTRAP, application, resource, List.of(), List.of(RequestShape.AGENT_LIFECYCLE));
    }

    /** The policy input as JSON (contract §8.4). */
    public Map<String, Object> input(String zoneId) {
        var input = new LinkedHashMap<String, Object>();
        input.put("schema_version", PolicyInput.SCHEMA_VERSION);
        input.put("principal", principal(zoneId));
        input.put("resource", Map.of("type", "Resource", "id", resource, "identifier", resource, "scopes", List.of()));
        input.put("action", Map.of("id", isOfWorkload() ? RequestShape.CREDENTIAL_INJECTION : "TokenExchange"));
        input.put("context", context());
        if (shape == RequestShape.MINT) {
            input.put("delegation_edge", Map.of("id", EDGE, "scopes", scopes));
        }
        return input;
    }

    private boolean isOfWorkload() {
        return shape == RequestShape.WORKLOAD || shape == RequestShape.BOOTSTRAP_AND_WORKLOAD;
    }

    private Map<String, Object> principal(String zoneId) {
        var principal = new LinkedHashMap<String, Object>();
        principal.put("type", isOfWorkload() ? RequestShape.WORKLOAD_PRINCIPAL : "Application");
        principal.put("id", application);
        principal.put("zone_id", zoneId);
        principal.put("labels", labels);
        return principal;
    }

    private Map<String, Object> context() {
        var context = new LinkedHashMap<String, Object>();
        context.put("actor_claims", Map.of());
        context.put("challenge_resolved", false);
        context.put("requested_scopes", shape == RequestShape.USE ? List.of() : scopes);
        if (shape == RequestShape.MINT) {
            context.put("agent_session_id", "session");
        }
        if (shape == RequestShape.USE) {
            context.put(
                    "subject_claims",
                    Map.of("delegation_edge_id", EDGE, "scope", String.join(" ", scopes), "target", List.of(resource)));
        }
        return context;
    }
}

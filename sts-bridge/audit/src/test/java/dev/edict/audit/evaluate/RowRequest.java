package dev.edict.audit.evaluate;

import dev.edict.decision.input.PolicyInput;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A request, with members that no decision reads: a client sends some of them, and secrets among the claims. */
final class RowRequest {

    static final String ZONE = "zone-1";

    private final Random random;
    private final Map<String, Object> principal = new LinkedHashMap<>();
    private final Map<String, Object> resource = new LinkedHashMap<>();
    private final Map<String, Object> action = new LinkedHashMap<>();
    private final Map<String, Object> context = new LinkedHashMap<>();
    private final Map<String, Object> edge = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private List<String> asked = List.of();

    RowRequest(Random random, String application, String identifier) {
        this.random = random;
        principal.putAll(Map.of("type", "Application", "id", application, "zone_id", ZONE));
        resource.putAll(Map.of("type", "Resource", "id", "1", "identifier", identifier, "scopes", List.of("s0")));
        action.put("id", "TokenExchange");
        context.putAll(Map.of("actor_claims", Map.of("sub", "robot", "token", "canary"), "challenge_resolved", false));
        sometimes(principal, "registration_method", "dcr");
        sometimes(principal, "lifecycle", "task");
        sometimes(principal, "agent_session_id", "as-1");
        sometimes(action, "method", "GET");
        sometimes(action, "path", "/ledger");
        sometimes(context, "trace_id", "t-1");
        sometimes(context, "session_id", "s-1");
        sometimes(context, "delegation_edge_id", "e-1");
    }

    private void sometimes(Map<String, Object> object, String name, Object value) {
        if (random.nextBoolean()) {
            object.put(name, value);
        }
    }

    RowRequest by(String application) {
        principal.put("id", application);
        return this;
    }

    RowRequest of(String identifier) {
        resource.put("identifier", identifier);
        if (!claims.isEmpty()) {
            at(List.of(identifier));
        }
        return this;
    }

    RowRequest labelled(String... labels) {
        principal.put("labels", List.of(labels));
        return this;
    }

    RowRequest workload() {
        principal.put("type", "Workload");
        action.put("id", "CredentialInjection");
        return this;
    }

    RowRequest asking(Collection<String> scopes) {
        asked = List.copyOf(scopes);
        return this;
    }

    boolean asks(String scope) {
        return asked.contains(scope);
    }

    RowRequest within(Collection<String> scopes) {
        context.put("agent_session_id", "as-1");
        edge.put("id", "e-1");
        edge.put("scopes", List.copyOf(scopes));
        sometimes(edge, "path", List.of("a", "b"));
        sometimes(edge, "edge_version", 3);
        sometimes(edge, "graph_epoch", 4);
        sometimes(edge, "constraints_json", Map.of("limit", 1.50, "secret", "canary"));
        return this;
    }

    RowRequest withoutAgentSession() {
        context.remove("agent_session_id");
        return this;
    }

    RowRequest using(Collection<String> scopes) {
        claims.put("delegation_edge_id", "e-1");
        claims.put("scope", String.join(" ", scopes));
        claims.put("target", List.of(String.valueOf(resource.get("identifier")), "resource://also"));
        claims.put("email", "canary@example.com");
        sometimes(claims, "id_token", "canary");
        context.put("subject_claims", claims);
        sometimes(context, "agent_session_id", "as-1");
        return this;
    }

    RowRequest at(List<String> targets) {
        claims.put("target", random.nextBoolean() ? targets : Map.of("first", targets.get(0)));
        return this;
    }

    PolicyInput input() {
        var input = new LinkedHashMap<String, Object>();
        context.put("requested_scopes", asked);
        input.put("principal", principal);
        input.put("resource", resource);
        input.put("action", action);
        input.put("context", context);
        if (!edge.isEmpty()) {
            input.put("delegation_edge", edge);
        }
        sometimes(input, "session", Map.of("id", "s-1"));
        return PolicyInput.from(input);
    }
}

package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request under construction, as parsed JSON. */
final class Request {
    private final Map<String, Object> json = new LinkedHashMap<>();

    private Request() {
        with("schema_version", "2026-05-20");
        with("principal.type", "Application").with("principal.id", "app-1").with("principal.zone_id", "zone-1");
        with("resource.type", "Resource").with("resource.id", "res-1").with("resource.identifier", "orders");
        with("resource.scopes", List.of("read", "write"));
        with("action.id", "TokenExchange");
        with("context.actor_claims", new LinkedHashMap<String, Object>()).with("context.challenge_resolved", false);
    }

    static Request withoutScopes() {
        return new Request();
    }

    static Request bootstrap() {
        return new Request().with("context.requested_scopes", List.of("agent:lifecycle"));
    }

    static Request mint() {
        return new Request()
                .with("principal.labels", List.of("reader"))
                .with("context.agent_session_id", "session-1")
                .with("context.requested_scopes", List.of("read"))
                .with("delegation_edge.id", "edge-1")
                .with("delegation_edge.scopes", List.of("read", "write"));
    }

    static Request workload() {
        return new Request()
                .with("principal.type", "Workload")
                .with("action.id", "CredentialInjection")
                .with("context.requested_scopes", List.of("read"));
    }

    static Request use() {
        return new Request()
                .with("principal.labels", List.of("reader"))
                .with("context.subject_claims.delegation_edge_id", "edge-1")
                .with("context.subject_claims.scope", "read")
                .with("context.subject_claims.target", List.of("orders"));
    }

    Request with(String path, Object value) {
        var steps = new ArrayList<>(List.of(path.split("\\.", -1)));
        var last = steps.remove(steps.size() - 1);
        parent(steps).put(last, value);
        return this;
    }

    Request without(String path) {
        var steps = new ArrayList<>(List.of(path.split("\\.", -1)));
        var last = steps.remove(steps.size() - 1);
        parent(steps).remove(last);
        return this;
    }

    Request withNull(String path) {
        var steps = new ArrayList<>(List.of(path.split("\\.", -1)));
        var last = steps.remove(steps.size() - 1);
        parent(steps).put(last, null);
        return this;
    }

    Map<String, Object> json() {
        return json;
    }

    PolicyInput input() {
        return PolicyInput.from(json);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> parent(List<String> steps) {
        var object = json;
        for (var step : steps) {
            object = (Map<String, Object>) object.computeIfAbsent(step, name -> new LinkedHashMap<String, Object>());
        }
        return object;
    }
}

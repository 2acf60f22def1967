package dev.edict.audit.evaluate;

import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the input of a decision from the metadata that token services write (contract §7.6). Empty text and null say
 * that a member was absent; a member that the metadata lacks, or that was redacted, is unknown.
 */
final class RebuiltInput {

    private static final List<String> NEVER_WRITTEN = List.of(
            "resource.id", "resource.scopes", "action.path", "context.actor_claims", "context.challenge_resolved");

    private static final List<String> REST_OF_THE_EDGE = List.of(
            "delegation_edge.source_session_id",
            "delegation_edge.target_session_id",
            "delegation_edge.issuer_application_id",
            "delegation_edge.receiver_application_id",
            "delegation_edge.resource_id",
            "delegation_edge.scopes",
            "delegation_edge.edge_version",
            "delegation_edge.path",
            "delegation_edge.constraints_json");

    private static final String TYPE = "type";
    private static final String SESSION_ID = "session_id";

    private final RecordedDecision event;
    private final Map<String, Object> metadata;
    private final List<String> unknown = new ArrayList<>(NEVER_WRITTEN);

    RebuiltInput(RecordedDecision event) {
        this.event = event;
        this.metadata = event.metadata();
    }

    PartialInput partial() {
        var input = new LinkedHashMap<String, @Nullable Object>();
        input.put("principal", principal());
        input.put("resource", resource());
        input.put("action", action());
        input.put("context", context());
        input.put("session", reference("session", SESSION_ID));
        input.put("delegation_edge", edge());
        return new PartialInput(PolicyInput.from(input), unknown);
    }

    private Map<String, Object> principal() {
        var principal = new LinkedHashMap<String, Object>();
        var application = text("application_id", "principal.id");
        if (application.isEmpty()) {
            unknown.addAll(List.of("principal.id", "principal.type"));
        }
        principal.put(TYPE, "Application");
        principal.put("id", application);
        principal.put("zone_id", event.zoneId());
        principal.put("registration_method", text("application_registration_method", "principal.registration_method"));
        principal.put("agent_session_id", text("agent_session_id", "principal.agent_session_id"));
        principal.put("lifecycle", text("agent_lifecycle", "principal.lifecycle"));
        principal.put("labels", texts("agent_labels", "principal.labels"));
        return principal;
    }

    private Map<String, Object> resource() {
        var identifier = text("resource", "resource.identifier");
        if (identifier.isEmpty()) {
            unknown.add("resource.identifier");
        }
        return Map.of(TYPE, "Resource", "identifier", identifier);
    }

    /** The events of token services are about exchanges of tokens; others do not tell their action. */
    private Map<String, Object> action() {
        if (!event.eventType().equals(RecordedDecision.TOKEN_EXCHANGE)) {
            unknown.add("action.id");
        }
        return Map.of("id", "TokenExchange", "method", text("method", "action.method"));
    }

    private Map<String, Object> context() {
        var scopes = texts("requested_scopes", "context.requested_scopes");
        // Claims come with the use of a mandate, which requests no scopes (contract §8.5).
        if (scopes.isEmpty()) {
            unknown.add(EventInput.SUBJECT_CLAIMS);
        }
        return Map.of(
                "requested_scopes",
                scopes,
                "trace_id",
                text("trace_id", "context.trace_id"),
                SESSION_ID,
                text(SESSION_ID, "context.session_id"),
                "agent_session_id",
                text("agent_session_id", "context.agent_session_id"),
                "delegation_edge_id",
                text("delegation_edge_id", "context.delegation_edge_id"));
    }

    private @Nullable Map<String, Object> edge() {
        var edge = reference("delegation_edge", "delegation_edge_id");
        if (edge != null) {
            unknown.addAll(REST_OF_THE_EDGE);
            if (metadata.get("delegation_graph_epoch") instanceof Number epoch) {
                return Map.of("id", edge.get("id"), "graph_epoch", epoch.longValue());
            }
            unknown.add("delegation_edge.graph_epoch");
        }
        return edge;
    }

    private @Nullable Map<String, Object> reference(String member, String name) {
        var id = text(name, member);
        return id.isEmpty() ? null : Map.of("id", id);
    }

    /** Empty if it was absent or is unknown. */
    private String text(String name, String member) {
        var value = metadata.get(name);
        if (value instanceof String text && !text.equals(InputRedaction.REDACTED)) {
            return text;
        }
        if (value != null || !metadata.containsKey(name)) {
            unknown.add(member);
        }
        return "";
    }

    /** Empty if there were none or they are unknown. */
    private List<String> texts(String name, String member) {
        var value = metadata.get(name);
        if (value instanceof List<?> list && list.stream().allMatch(RebuiltInput::isKnownText)) {
            return list.stream().map(String::valueOf).toList();
        }
        if (value != null || !metadata.containsKey(name)) {
            unknown.add(member);
        }
        return List.of();
    }

    private static boolean isKnownText(@Nullable Object element) {
        return element instanceof String text && !text.equals(InputRedaction.REDACTED);
    }
}

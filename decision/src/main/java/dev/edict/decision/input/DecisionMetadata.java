package dev.edict.decision.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members by which audited decisions are searched and explained (contract §7.1, §7.6).
 *
 * @param input as JSON, redacted before: what it lacks is missing here too
 */
public record DecisionMetadata(Map<String, Object> input) {

    private static final String APPLICATION = "Application";

    /** In an order of their own; more can be added. */
    public Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        if (APPLICATION.equals(at("principal", "type"))) {
            put(members, "application_id", at("principal", "id"));
            put(members, "application_registration_method", at("principal", "registration_method"));
        } else {
            put(members, "subject_kind", at("principal", "type"));
        }
        put(members, "resource", at("resource", "identifier"));
        put(members, "requested_scopes", at("context", "requested_scopes"));
        members.put("session_id", first(at("session", "id"), at("context", "session_id")));
        members.put("agent_session_id", first(at("context", "agent_session_id"), at("principal", "agent_session_id")));
        members.put("delegation_edge_id", first(at("delegation_edge", "id"), at("context", "delegation_edge_id")));
        put(members, "agent_lifecycle", at("principal", "lifecycle"));
        var labels = at("principal", "labels");
        members.put("agent_labels", labels == null ? List.of() : labels);
        put(members, "delegation_graph_epoch", at("delegation_edge", "graph_epoch"));
        put(members, "method", at("action", "method"));
        put(members, "trace_id", at("context", "trace_id"));
        return members;
    }

    private @Nullable Object at(String object, String name) {
        return input.get(object) instanceof Map<?, ?> members ? members.get(name) : null;
    }

    /** The contract has these as empty text where they are absent. */
    private static Object first(@Nullable Object preferred, @Nullable Object other) {
        if (preferred != null) {
            return preferred;
        }
        return other == null ? "" : other;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}

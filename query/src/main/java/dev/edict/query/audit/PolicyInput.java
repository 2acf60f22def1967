package dev.edict.query.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The input of a decision: as recorded, or else rebuilt from the other metadata (contract §7.6). A rebuilt input has
 * what the metadata has, empty text included.
 *
 * @param json in the form in which a simulation takes it
 * @param missing the members, dotted, that a rebuilt input lacks or only guesses; empty if it was recorded
 */
record PolicyInput(ObjectNode json, List<String> missing) {

    private static final String RECORDED = "policy_input";
    private static final String SCHEMA_VERSION = "2026-05-20";
    private static final String EXCHANGE_EVENT = "token_exchange";
    private static final String EXCHANGE_ACTION = "TokenExchange";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What no metadata tells. */
    private static final List<String> NEVER_TOLD = List.of(
            "resource.id",
            "resource.scopes",
            "context.actor_claims",
            "context.subject_claims",
            "context.challenge_resolved",
            "context.trace_id");

    private static final List<String> NEVER_TOLD_OF_AN_EDGE = List.of(
            "delegation_edge.source_session_id",
            "delegation_edge.target_session_id",
            "delegation_edge.issuer_application_id",
            "delegation_edge.receiver_application_id",
            "delegation_edge.resource_id",
            "delegation_edge.scopes",
            "delegation_edge.edge_version",
            "delegation_edge.path",
            "delegation_edge.graph_epoch",
            "delegation_edge.constraints_json");

    /** Reads metadata as recorded, unredacted. */
    static PolicyInput of(RecordedDecision decision) {
        var metadata = decision.metadata() == null ? NODES.objectNode() : decision.metadata();
        return metadata.get(RECORDED) instanceof ObjectNode input
                ? new PolicyInput(Redaction.ofInput(input), List.of())
                : new PolicyInput(
                        rebuilt(decision.shown().zoneId(), metadata),
                        missing(decision.shown().eventType(), metadata));
    }

    private static ObjectNode rebuilt(String zoneId, ObjectNode metadata) {
        var input = NODES.objectNode().put("schema_version", SCHEMA_VERSION);
        input.set("principal", principal(zoneId, metadata));
        input.set(
                "resource",
                NODES.objectNode()
                        .put("type", "Resource")
                        .put("identifier", metadata.path("resource").stringValue(""))
                        .set("scopes", scopes(metadata)));
        input.set("action", NODES.objectNode().put("id", EXCHANGE_ACTION));
        input.set("context", context(metadata));
        copyReference(metadata, "session_id", input, "session");
        copyReference(metadata, "delegation_edge_id", input, "delegation_edge");
        return input;
    }

    private static ObjectNode principal(String zoneId, ObjectNode metadata) {
        var principal = NODES.objectNode()
                .put("type", "Application")
                .put("id", metadata.path("application_id").stringValue(""))
                .put("zone_id", zoneId);
        copyText(metadata, "application_registration_method", principal, "registration_method");
        copyText(metadata, "agent_session_id", principal, "agent_session_id");
        copyText(metadata, "agent_lifecycle", principal, "lifecycle");
        if (metadata.get("agent_labels") instanceof ArrayNode labels) {
            principal.set("labels", labels);
        }
        return principal;
    }

    private static ObjectNode context(ObjectNode metadata) {
        var context = NODES.objectNode();
        context.set("actor_claims", NODES.objectNode());
        context.set("requested_scopes", scopes(metadata));
        context.put("challenge_resolved", false);
        for (var name : List.of("session_id", "agent_session_id", "delegation_edge_id")) {
            copyText(metadata, name, context, name);
        }
        return context;
    }

    private static ArrayNode scopes(ObjectNode metadata) {
        return metadata.get("requested_scopes") instanceof ArrayNode scopes ? scopes : NODES.arrayNode();
    }

    private static void copyReference(ObjectNode metadata, String name, ObjectNode input, String member) {
        if (isText(metadata.get(name))) {
            input.set(member, NODES.objectNode().set("id", metadata.get(name)));
        }
    }

    private static void copyText(ObjectNode metadata, String name, ObjectNode object, String member) {
        if (isText(metadata.get(name))) {
            object.set(member, metadata.get(name));
        }
    }

    private static boolean isText(@Nullable JsonNode value) {
        return value != null && value.isString();
    }

    private static List<String> missing(String eventType, ObjectNode metadata) {
        var missing = new ArrayList<String>();
        if (metadata.path("application_id").stringValue("").isEmpty()) {
            missing.addAll(List.of("principal.type", "principal.id"));
        }
        addUnlessText(missing, "principal.registration_method", metadata, "application_registration_method");
        addUnlessText(missing, "principal.lifecycle", metadata, "agent_lifecycle");
        addUnlessText(missing, "principal.agent_session_id", metadata, "agent_session_id");
        addUnlessList(missing, "principal.labels", metadata, "agent_labels");
        addUnlessText(missing, "resource.identifier", metadata, "resource");
        if (!eventType.equals(EXCHANGE_EVENT)) {
            missing.add("action.id");
        }
        missing.addAll(List.of("action.method", "action.path"));
        missing.addAll(NEVER_TOLD);
        addUnlessList(missing, "context.requested_scopes", metadata, "requested_scopes");
        addUnlessText(missing, "session", metadata, "session_id");
        addUnlessText(missing, "delegation_edge", metadata, "delegation_edge_id");
        if (!metadata.path("delegation_edge_id").stringValue("").isEmpty()) {
            missing.addAll(NEVER_TOLD_OF_AN_EDGE);
        }
        return List.copyOf(missing);
    }

    private static void addUnlessText(List<String> missing, String member, ObjectNode metadata, String name) {
        if (!isText(metadata.get(name))) {
            missing.add(member);
        }
    }

    private static void addUnlessList(List<String> missing, String member, ObjectNode metadata, String name) {
        if (!(metadata.get(name) instanceof ArrayNode)) {
            missing.add(member);
        }
    }
}

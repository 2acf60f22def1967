package dev.edict.query.audit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The input of a decision as far as its metadata tells (contract §7.6): text is copied even when it is empty. */
final class PolicyInput {

    private static final String SCHEMA_VERSION = "2026-05-20";

    private final String zoneId;
    private final JsonNode metadata;

    private PolicyInput(String zoneId, JsonNode metadata) {
        this.zoneId = zoneId;
        this.metadata = metadata;
    }

    /** Takes metadata as recorded, unredacted. */
    static ObjectNode of(String zoneId, JsonNode metadata) {
        return new PolicyInput(zoneId, metadata).build();
    }

    private ObjectNode build() {
        var input = object().put("schema_version", SCHEMA_VERSION);
        input.set("principal", principal());
        input.set("resource", resource());
        input.set("action", object().put("id", "TokenExchange"));
        input.set("context", context());
        copyId(input, "session", "session_id");
        copyId(input, "delegation_edge", "delegation_edge_id");
        return input;
    }

    private ObjectNode principal() {
        var principal = object().put("type", "Application")
                .put("id", metadata.path("application_id").stringValue(""))
                .put("zone_id", zoneId);
        copyText(principal, "registration_method", "application_registration_method");
        copyText(principal, "agent_session_id", "agent_session_id");
        copyText(principal, "lifecycle", "agent_lifecycle");
        if (metadata.path("agent_labels").isArray()) {
            principal.set("labels", metadata.path("agent_labels"));
        }
        return principal;
    }

    private ObjectNode resource() {
        var resource = object().put("type", "Resource")
                .put("identifier", metadata.path("resource").stringValue(""));
        resource.set("scopes", scopes());
        return resource;
    }

    private ObjectNode context() {
        var context = object();
        context.set("actor_claims", object());
        context.set("requested_scopes", scopes());
        context.put("challenge_resolved", false);
        copyText(context, "session_id", "session_id");
        copyText(context, "agent_session_id", "agent_session_id");
        copyText(context, "delegation_edge_id", "delegation_edge_id");
        return context;
    }

    private JsonNode scopes() {
        var scopes = metadata.path("requested_scopes");
        return scopes.isArray() ? scopes : JsonNodeFactory.instance.arrayNode();
    }

    private void copyText(ObjectNode to, String member, String key) {
        if (metadata.path(key).isString()) {
            to.set(member, metadata.path(key));
        }
    }

    private void copyId(ObjectNode to, String member, String key) {
        if (metadata.path(key).isString()) {
            to.set(member, object().put("id", metadata.path(key).stringValue()));
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

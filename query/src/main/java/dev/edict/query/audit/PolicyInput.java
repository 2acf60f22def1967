package dev.edict.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The input of a decision, reconstructed from its metadata (contract §7.6). Empty text is copied, and unknown values
 * are omitted.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyInput(
        String schemaVersion,
        Principal principal,
        Resource resource,
        Action action,
        Context context,
        @Nullable Reference session,
        @Nullable Reference delegationEdge) {

    private static final String SCHEMA_VERSION = "2026-05-20";

    /** The caller of the request. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Principal(
            String type,
            String id,
            String zoneId,
            @Nullable String registrationMethod,
            @Nullable String agentSessionId,
            @Nullable String lifecycle,
            @Nullable ArrayNode labels) {}

    /** The requested resource. */
    record Resource(String type, String identifier, ArrayNode scopes) {}

    /** The requested action. */
    record Action(String id) {}

    /** The context of the request. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Context(
            Map<String, Object> actorClaims,
            ArrayNode requestedScopes,
            boolean challengeResolved,
            @Nullable String sessionId,
            @Nullable String agentSessionId,
            @Nullable String delegationEdgeId) {}

    /** A reference by id. */
    record Reference(String id) {}

    /** Reads metadata as recorded, unredacted. */
    static PolicyInput of(String zoneId, JsonNode metadata) {
        return new PolicyInput(
                SCHEMA_VERSION,
                principal(zoneId, metadata),
                new Resource("Resource", metadata.path("resource").stringValue(""), scopes(metadata)),
                new Action("TokenExchange"),
                context(metadata),
                reference(metadata, "session_id"),
                reference(metadata, "delegation_edge_id"));
    }

    private static Principal principal(String zoneId, JsonNode metadata) {
        return new Principal(
                "Application",
                metadata.path("application_id").stringValue(""),
                zoneId,
                text(metadata, "application_registration_method"),
                text(metadata, "agent_session_id"),
                text(metadata, "agent_lifecycle"),
                metadata.path("agent_labels") instanceof ArrayNode labels ? labels : null);
    }

    private static Context context(JsonNode metadata) {
        return new Context(
                Map.of(),
                scopes(metadata),
                false,
                text(metadata, "session_id"),
                text(metadata, "agent_session_id"),
                text(metadata, "delegation_edge_id"));
    }

    private static ArrayNode scopes(JsonNode metadata) {
        return metadata.path("requested_scopes") instanceof ArrayNode scopes
                ? scopes
                : JsonNodeFactory.instance.arrayNode();
    }

    private static @Nullable Reference reference(JsonNode metadata, String key) {
        var id = text(metadata, key);
        return id == null ? null : new Reference(id);
    }

    private static @Nullable String text(JsonNode metadata, String key) {
        return metadata.path(key).isString() ? metadata.path(key).stringValue() : null;
    }
}

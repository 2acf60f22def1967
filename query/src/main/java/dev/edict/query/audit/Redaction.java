package dev.edict.query.audit;

import dev.edict.decision.input.SecretNames;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Redacts values whose key is the name of a secret, at any depth (contract §1.6). */
final class Redaction {

    private static final Set<String> SESSIONS = Set.of("session", "session_id");

    private static final JsonNode REDACTED = JsonNodeFactory.instance.stringNode("[redacted]");

    private Redaction() {}

    static @Nullable ObjectNode of(@Nullable ObjectNode recorded) {
        return recorded == null ? null : object(recorded);
    }

    static @Nullable ArrayNode of(@Nullable ArrayNode recorded) {
        return recorded == null ? null : array(recorded);
    }

    /** A policy input, whose own session stays: without it, the input is another one. */
    static ObjectNode ofInput(ObjectNode recorded) {
        var shown = object(recorded);
        if (recorded.get("session") instanceof ObjectNode session) {
            shown.set("session", object(session));
        }
        if (recorded.path("context").path("session_id").isString()
                && shown.get("context") instanceof ObjectNode context) {
            context.set("session_id", recorded.path("context").path("session_id"));
        }
        return shown;
    }

    private static ObjectNode object(ObjectNode recorded) {
        var shown = JsonNodeFactory.instance.objectNode();
        recorded.forEachEntry((key, value) -> shown.set(key, isSecret(key) ? REDACTED : any(value)));
        return shown;
    }

    private static ArrayNode array(ArrayNode recorded) {
        var shown = JsonNodeFactory.instance.arrayNode();
        recorded.forEach(element -> shown.add(any(element)));
        return shown;
    }

    private static JsonNode any(JsonNode recorded) {
        if (recorded instanceof ObjectNode object) {
            return object(object);
        }
        return recorded instanceof ArrayNode array ? array(array) : recorded;
    }

    private static boolean isSecret(String key) {
        return SecretNames.has(key) || SESSIONS.contains(key.toLowerCase(Locale.ROOT));
    }
}

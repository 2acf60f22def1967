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

    /** Redacts the object itself: a page of decisions is too large to copy. */
    static @Nullable ObjectNode of(@Nullable ObjectNode object) {
        redact(object);
        return object;
    }

    /** Redacts the array itself. */
    static @Nullable ArrayNode of(@Nullable ArrayNode array) {
        redact(array);
        return array;
    }

    /** A redacted copy of a policy input, whose own session stays: without it, the input is another one. */
    static ObjectNode ofInput(ObjectNode recorded) {
        var shown = recorded.deepCopy();
        redact(shown);
        if (recorded.get("session") instanceof ObjectNode session) {
            var own = session.deepCopy();
            redact(own);
            shown.set("session", own);
        }
        if (recorded.path("context").path("session_id").isString()
                && shown.get("context") instanceof ObjectNode context) {
            context.set("session_id", recorded.path("context").path("session_id"));
        }
        return shown;
    }

    private static void redact(@Nullable JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEachEntry((key, value) -> {
                if (isSecret(key)) {
                    object.set(key, REDACTED);
                } else {
                    redact(value);
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(Redaction::redact);
        }
    }

    private static boolean isSecret(String key) {
        return SecretNames.has(key) || SESSIONS.contains(key.toLowerCase(Locale.ROOT));
    }
}

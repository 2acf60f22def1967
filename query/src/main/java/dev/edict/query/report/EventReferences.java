package dev.edict.query.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What events refer to by identifier.
 *
 * @param notes texts of notes that there are
 * @param simulations payloads of simulations
 */
record EventReferences(Map<String, String> notes, Map<String, String> simulations) {

    /** Stands for a note whose text was erased. */
    private static final String ERASED = "[erased]";

    /** Null without a note. The row of an erased note may be gone, or have no text. */
    @Nullable
    String note(@Nullable String id) {
        if (id == null) {
            return null;
        }
        var text = notes.getOrDefault(id, "");
        return text.isEmpty() ? ERASED : text;
    }

    JsonNode simulation(@Nullable String id) {
        var payload = id == null ? null : simulations.get(id);
        return payload == null ? MissingNode.getInstance() : LogEntry.parse(payload);
    }
}

package dev.edict.query.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as stored in a column. A value of an unexpected type is wrapped in one of the expected type, so that one invalid
 * row does not make a list unreadable.
 */
final class StoredJson {

    /** Replaces JSON that is nested too deeply. */
    static final String TOO_DEEP = "[nested too deep]";

    /** The key under which an object wraps a value that is not an object. */
    static final String RECORDED = "recorded";

    /** The maximum number of digits that PostgreSQL supports. */
    private static final int MAX_NUMBER_LENGTH = 150_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StoredJson() {}

    /** Null for an SQL null. */
    static @Nullable ObjectNode object(@Nullable String column) {
        var json = read(column);
        if (json.isNull()) {
            return null;
        }
        return json instanceof ObjectNode object ? object : NODES.objectNode().set(RECORDED, json);
    }

    /** Null for an SQL null. */
    static @Nullable ArrayNode array(@Nullable String column) {
        var json = read(column);
        if (json.isNull()) {
            return null;
        }
        return json instanceof ArrayNode array ? array : NODES.arrayNode().add(json);
    }

    private static JsonNode read(@Nullable String column) {
        try {
            return column == null ? NODES.nullNode() : JSON.readTree(column);
        } catch (StreamConstraintsException e) {
            return NODES.stringNode(TOO_DEEP);
        }
    }
}

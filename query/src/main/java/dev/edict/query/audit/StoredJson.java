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
 * JSON as it stands in a column. What is there in spite of the kind that belongs there is shown in one of that kind, so
 * that one odd row does not make a list unreadable.
 */
final class StoredJson {

    /** Replaces JSON that is nested too deeply to be read. */
    static final String TOO_DEEP = "[nested too deep]";

    /** Under which an object shows what is no object. */
    static final String RECORDED = "recorded";

    /** PostgreSQL's numbers end there. */
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

    /** Null for a column without a value. */
    static @Nullable ObjectNode object(@Nullable String column) {
        var json = read(column);
        if (json.isNull()) {
            return null;
        }
        return json instanceof ObjectNode object ? object : NODES.objectNode().set(RECORDED, json);
    }

    /** Null for a column without a value. */
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

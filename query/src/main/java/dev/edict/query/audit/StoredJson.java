package dev.edict.query.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON as it stands in a column. */
final class StoredJson {

    /** PostgreSQL's numbers end there. */
    private static final int MAX_NUMBER_LENGTH = 150_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StoredJson() {}

    /** A column without a value reads as JSON's null. */
    static JsonNode read(@Nullable String column) {
        return column == null ? JsonNodeFactory.instance.nullNode() : JSON.readTree(column);
    }
}

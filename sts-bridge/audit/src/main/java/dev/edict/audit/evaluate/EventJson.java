package dev.edict.audit.evaluate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of stored events. */
final class EventJson {

    /** The most digits that PostgreSQL writes, without exponents. */
    private static final int LONGEST_NUMBER = 150_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private EventJson() {}

    /** The objects of an array, which have another value below {@code recorded}; null without an array. */
    static @Nullable List<Map<String, Object>> objects(@Nullable String column) {
        return column != null && JSON.readValue(column, Object.class) instanceof List<?> array
                ? array.stream().map(EventJson::object).toList()
                : null;
    }

    @SuppressWarnings("unchecked") // JSON has no other keys
    private static Map<String, Object> object(@Nullable Object element) {
        return element instanceof Map<?, ?> object
                ? (Map<String, Object>) object
                : Map.of("recorded", String.valueOf(element));
    }

    /** Empty without an object. */
    @SuppressWarnings("unchecked") // JSON has no other keys
    static Map<String, Object> object(@Nullable String column) {
        return column != null && JSON.readValue(column, Object.class) instanceof Map<?, ?> object
                ? (Map<String, Object>) object
                : Map.of();
    }
}

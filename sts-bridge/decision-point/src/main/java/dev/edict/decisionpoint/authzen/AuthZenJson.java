package dev.edict.decisionpoint.authzen;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a request as I-JSON (RFC 7493): unique names, no lone surrogates, 64 levels at most. */
final class AuthZenJson {

    private static final int DEEPEST = 64;
    private static final String MEDIA_TYPE = "application/json";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AuthZenJson() {}

    /**
     * Reads a body.
     *
     * @param contentType of the request; anything but JSON is a bad request (AuthZEN, JSON serialization)
     * @throws InvalidEvaluation if it is no JSON object, or of another type
     */
    static ObjectNode object(@Nullable String contentType, byte[] body) {
        if (contentType == null || !isJson(contentType)) {
            throw new InvalidEvaluation("Content-Type", MEDIA_TYPE);
        }
        JsonNode read;
        try {
            read = MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new InvalidEvaluation("the body", "one JSON object, with unique names and at most 64 levels");
        }
        if (!(read instanceof ObjectNode object)) {
            throw new InvalidEvaluation("the body", "a JSON object");
        }
        requireText(object);
        return object;
    }

    private static boolean isJson(String contentType) {
        var parameters = contentType.indexOf(';');
        var type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals(MEDIA_TYPE);
    }

    private static void requireText(JsonNode value) {
        if (value.isString() && hasLoneSurrogate(value.stringValue())) {
            throw new InvalidEvaluation("the body", "text without lone surrogates");
        }
        if (value instanceof ObjectNode object
                && object.propertyNames().stream().anyMatch(AuthZenJson::hasLoneSurrogate)) {
            throw new InvalidEvaluation("the body", "names without lone surrogates");
        }
        value.forEach(AuthZenJson::requireText);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** A value as Java's maps, lists and scalars. */
    static Object plain(JsonNode value) {
        return MAPPER.convertValue(value, Object.class);
    }

    /** An object as a map. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    static Map<String, Object> plain(ObjectNode object) {
        return MAPPER.convertValue(object, Map.class);
    }

    static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }
}

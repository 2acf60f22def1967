package dev.edict.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A cursor on the wire: base64url of a compact JSON object. */
public final class CursorText {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CursorText() {}

    /** The cursor of the members that {@code members} puts, in that order. */
    public static String write(Consumer<ObjectNode> members) {
        var object = JSON.createObjectNode();
        members.accept(object);
        var bytes = JSON.writeValueAsString(object).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The JSON in a cursor, of any type: a caller may have made it up. */
    public static JsonNode read(String cursor) {
        try {
            // by way of text, because from bytes the parser would guess at UTF-16 and UTF-32
            return JSON.readTree(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JacksonException e) {
            var invalid = invalid();
            invalid.initCause(e);
            throw invalid;
        }
    }

    public static QueryRejection invalid() {
        return QueryRejection.Reason.INVALID_CURSOR.because("cursor is none that this list gave out");
    }
}

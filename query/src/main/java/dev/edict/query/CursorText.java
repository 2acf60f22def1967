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

    /** Writes a cursor with the members that {@code members} adds, in that order. */
    public static String write(Consumer<ObjectNode> members) {
        var object = JSON.createObjectNode();
        members.accept(object);
        var bytes = JSON.writeValueAsString(object).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Parses the JSON of a cursor; it may have any type, because a client may send any text. */
    public static JsonNode read(String cursor) {
        try {
            // decoded to text first, because the parser would detect UTF-16 and UTF-32 in bytes
            return JSON.readTree(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JacksonException e) {
            var invalid = invalid();
            invalid.initCause(e);
            throw invalid;
        }
    }

    public static QueryRejection invalid() {
        return QueryRejection.Reason.INVALID_CURSOR.because("the cursor was not issued by this list");
    }
}

package dev.edict.query;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

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

    /** A member that is a time between the years 1 and 9999, of any precision. */
    public static OffsetDateTime time(JsonNode cursor, String member) {
        var value = cursor.get(member);
        if (value == null || !value.isString()) {
            throw invalid();
        }
        try {
            var time = Instant.parse(value.stringValue());
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw invalid();
            }
            return time.atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            var invalid = invalid();
            invalid.initCause(e);
            throw invalid;
        }
    }

    /** Microseconds, as in the tables. Milliseconds would skip rows between two pages. */
    public static String time(OffsetDateTime time) {
        return MICROSECONDS.format(time);
    }

    public static QueryRejection invalid() {
        return QueryRejection.Reason.INVALID_CURSOR.because("the cursor was not issued by this list");
    }
}

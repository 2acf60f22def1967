package dev.edict.cli.io;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON on the command line: parsed strictly, and written identically on every machine and in every run. */
public final class Json {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Keeps names as they are. */
    private static final JsonMapper PLAIN = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // reported with a message of our own
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // valid in any encoding of the output
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final JsonMapper SNAKE_CASE = PLAIN.rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    public static String plain(Object value) {
        return PLAIN.writeValueAsString(value);
    }

    public static String snakeCase(Object value) {
        return SNAKE_CASE.writeValueAsString(value);
    }

    /** Writes text for people, without escapes. */
    public static String readable(Object value) {
        return PLAIN.writer().without(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
    }

    /**
     * Reads what {@link #snakeCase} wrote.
     *
     * @throws InvalidFile with line and column, if the text is anything else
     */
    public static <T> T read(String name, String text, Class<T> type) {
        try {
            return SNAKE_CASE
                    .reader(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .forType(type)
                    .readValue(text);
        } catch (JacksonException e) {
            throw notJson(name, e.getLocation(), e.getOriginalMessage());
        }
    }

    /** Parses text that holds one JSON object; skips the byte-order mark that some editors add. */
    public static Map<String, Object> object(String name, String text) {
        try (var parser = PLAIN.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidFile(TerminalText.of(name) + ": a JSON object is expected");
            }
            var object = PLAIN.readValue(parser, OBJECT);
            if (parser.nextToken() != null) {
                throw notJson(name, parser.currentTokenLocation(), "something follows the object");
            }
            return object;
        } catch (JacksonException e) {
            throw notJson(name, e.getLocation(), e.getOriginalMessage());
        }
    }

    private static InvalidFile notJson(String name, @Nullable TokenStreamLocation at, String why) {
        var place = at == null ? "" : ":%d:%d".formatted(at.getLineNr(), at.getColumnNr());
        return new InvalidFile(
                "%s%s: not JSON: %s".formatted(TerminalText.of(name), place, TerminalText.shortened(why)));
    }
}

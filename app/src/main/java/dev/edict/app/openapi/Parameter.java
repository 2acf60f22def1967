package dev.edict.app.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An optional query parameter, which routes read from the request themselves.
 *
 * @param words the allowed values; empty for any text
 * @param maximum the largest number; null for text
 * @param pattern the pattern of the whole text; null for any text
 * @param format the format of a text in JSON Schema; null for none
 */
public record Parameter(
        String name,
        String description,
        List<String> words,
        int maxLength,
        @Nullable Integer maximum,
        @Nullable String pattern,
        @Nullable String format) {

    private static final int MAX_TIME_LENGTH = 64;

    public static Parameter text(String name, int maxLength, String description) {
        return new Parameter(name, description, List.of(), maxLength, null, null, null);
    }

    /** Text with a pattern. */
    public static Parameter text(String name, int maxLength, String pattern, String description) {
        return new Parameter(name, description, List.of(), maxLength, null, pattern, null);
    }

    public static Parameter number(String name, int maximum, String description) {
        return new Parameter(name, description, List.of(), 0, maximum, null, null);
    }

    public static Parameter oneOf(String name, List<String> words, String description) {
        return new Parameter(name, description, words, 0, null, null, null);
    }

    /** A time with an offset (RFC 3339). */
    public static Parameter instant(String name, String description) {
        return new Parameter(name, description, List.of(), MAX_TIME_LENGTH, null, null, "date-time");
    }
}

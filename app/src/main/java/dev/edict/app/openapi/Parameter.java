package dev.edict.app.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An optional parameter of a query string, which routes read from the request themselves.
 *
 * @param words the values there are; empty for any text
 * @param maximum the largest number; null for text
 */
public record Parameter(String name, String description, List<String> words, int maxLength, @Nullable Integer maximum) {

    public static Parameter text(String name, int maxLength, String description) {
        return new Parameter(name, description, List.of(), maxLength, null);
    }

    public static Parameter number(String name, int maximum, String description) {
        return new Parameter(name, description, List.of(), 0, maximum);
    }

    public static Parameter oneOf(String name, List<String> words, String description) {
        return new Parameter(name, description, words, 0, null);
    }
}

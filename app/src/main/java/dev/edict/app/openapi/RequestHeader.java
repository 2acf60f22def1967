package dev.edict.app.openapi;

import org.jspecify.annotations.Nullable;

/**
 * An optional header of a request.
 *
 * @param pattern the pattern of the whole value; null for any value
 */
public record RequestHeader(String name, @Nullable String pattern, String description) {}

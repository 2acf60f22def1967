package dev.edict.app.openapi;

import org.jspecify.annotations.Nullable;

/**
 * An optional header of a request.
 *
 * @param pattern what the whole value matches; null for anything
 */
public record RequestHeader(String name, @Nullable String pattern, String description) {}

package dev.edict.command.api.zone;

import org.jspecify.annotations.Nullable;

/**
 * Registers a zone.
 *
 * @param slug the requested short name; null derives it from the name
 */
public record RegisterZone(String zoneId, String name, @Nullable String slug, boolean dcrEnabled) {}

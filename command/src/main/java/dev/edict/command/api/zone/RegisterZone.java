package dev.edict.command.api.zone;

import org.jspecify.annotations.Nullable;

/**
 * Register a zone.
 *
 * @param slug wanted short name; null lets the name decide
 */
public record RegisterZone(String zoneId, String name, @Nullable String slug, boolean dcrEnabled) {}

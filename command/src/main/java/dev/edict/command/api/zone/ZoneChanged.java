package dev.edict.command.api.zone;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** This is said about the zone from here on; null for what stays. */
@Revision("1")
public record ZoneChanged(
        String zoneId,
        @Nullable String name,
        @Nullable String slug,
        @Nullable Boolean dcrEnabled,
        @Nullable Boolean operatorCoauthorBadge,
        @Nullable Boolean operatorGoverned)
        implements ZoneEvent {}

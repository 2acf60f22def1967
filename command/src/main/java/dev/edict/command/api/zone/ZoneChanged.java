package dev.edict.command.api.zone;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The properties of the zone have these values; null for an unchanged one. */
@Revision("1")
public record ZoneChanged(
        String zoneId,
        @Nullable String name,
        @Nullable String slug,
        @Nullable Boolean dcrEnabled,
        @Nullable Boolean operatorCoauthorBadge,
        @Nullable Boolean operatorGoverned)
        implements ZoneEvent {}

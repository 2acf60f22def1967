package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Changes the properties of a zone; null leaves a property unchanged. */
public record ChangeZone(
        @TargetAggregateIdentifier String zoneId,
        @Nullable String name,
        @Nullable String slug,
        @Nullable Boolean dcrEnabled,
        @Nullable Boolean operatorCoauthorBadge,
        @Nullable Boolean operatorGoverned)
        implements ZoneCommand {}

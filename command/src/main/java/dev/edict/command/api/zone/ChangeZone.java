package dev.edict.command.api.zone;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Change what is said about a zone; null leaves a thing as it is. */
public record ChangeZone(
        @TargetAggregateIdentifier String zoneId,
        @Nullable String name,
        @Nullable String slug,
        @Nullable Boolean dcrEnabled,
        @Nullable Boolean operatorCoauthorBadge,
        @Nullable Boolean operatorGoverned)
        implements ZoneCommand {}

package dev.edict.command.api.zone;

import dev.edict.command.api.Stamp;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Imports a zone of another installation, without its governing version.
 *
 * @param account the console account that owns it; null for none
 * @param changed when its properties last changed; null for never
 * @param archived null for a live zone
 */
public record ImportZone(
        @TargetAggregateIdentifier String zoneId,
        String name,
        String slug,
        boolean dcrEnabled,
        boolean operatorCoauthorBadge,
        boolean operatorGoverned,
        @Nullable String account,
        Stamp created,
        @Nullable Stamp changed,
        @Nullable Stamp archived) {}

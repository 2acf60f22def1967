package dev.edict.command.api.zone;

import dev.edict.command.api.Stamp;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Take over a zone of another installation, without what governs it.
 *
 * @param account the console account that it belongs to; null for none
 * @param changed when what is said about it last changed; null if it never did
 * @param archived null for one in use
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

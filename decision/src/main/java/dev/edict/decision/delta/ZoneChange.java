package dev.edict.decision.delta;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The access of requests changes beyond one application and resource.
 *
 * @param labelPrefix the labels that are limited; null unless a confinement changes
 * @param scope null unless a confinement or a tier changes
 * @param reason with which the requests are denied on one of the two sides; null if they are denied on neither
 * @param witness a request whose access changes
 */
public record ZoneChange(
        Kind kind,
        @Nullable String labelPrefix,
        @Nullable String scope,
        Access before,
        Access after,
        @Nullable String reason,
        Witness witness) {

    /** Which requests are concerned. */
    public enum Kind {
        /** All: the zone is frozen, governed by nothing, or its data denies everything. */
        EVERYTHING,
        /** Mints and workload requests: the data of tiers denies all of them. */
        TIER_DATA,
        /** Mints: the data of confinement denies all of them. */
        CONFINEMENT_DATA,
        /** Mints for a scope by principals that have, among others, a label of this prefix. */
        CONFINEMENT,
        /** Workload requests for a scope. */
        TIER;

        /** The word in responses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package dev.edict.query.report.content;

import org.jspecify.annotations.Nullable;

/**
 * The decisions of the zone in a month, by outcome.
 *
 * @param month in UTC, such as {@code 2026-05}
 * @param sealed whether the log had sealed the month by the end of the period; the other members are null if not
 * @param digest SHA-256 of the sealed decisions
 */
public record DecisionMonth(
        String month,
        boolean sealed,
        @Nullable Long index,
        @Nullable Long decisions,
        @Nullable Long allowed,
        @Nullable Long denied,
        @Nullable Long others,
        @Nullable String digest) {

    public static DecisionMonth unsealed(String month) {
        return new DecisionMonth(month, false, null, null, null, null, null, null);
    }
}

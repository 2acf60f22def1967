package dev.edict.query.policy.history;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a policy, and what became of it.
 *
 * @param sequence the index of its event
 * @param recordedAt when the log took it
 * @param occurredAt what the event says about itself; an import dates it back
 * @param onBehalfOf the name that the caller stated; null if it stated none, or the name was erased
 * @param diff the lines of a unified diff to the version before; at most 2,000 on a page
 * @param truncated whether lines of the diff are missing
 * @param periods when it governed, newest first; at most {@link #MOST_PERIODS}
 * @param morePeriods whether there were older ones
 */
public record PolicyHistoryEntry(
        int version,
        String versionId,
        long sequence,
        @Schema(format = "date-time") String recordedAt,
        @Schema(format = "date-time") String occurredAt,
        String actor,
        @Nullable String onBehalfOf,
        boolean viaOperator,
        @Nullable String requestId,
        String contentSha256,
        List<String> diff,
        boolean truncated,
        List<GovernedPeriod> periods,
        boolean morePeriods) {

    /** The maximum number of periods of a version. */
    public static final int MOST_PERIODS = 20;

    /**
     * An uninterrupted time in which the version was part of what governed its zone.
     *
     * @param fromSeq the number of the change of governance that brought it
     * @param from when the log took that change
     * @param untilSeq the number of the change that left it out; null if it governs
     * @param until when the log took that change; null if it governs
     */
    public record GovernedPeriod(
            long fromSeq,
            @Schema(format = "date-time") String from,
            @Nullable Long untilSeq,
            @Nullable @Schema(format = "date-time") String until) {}
}

package dev.edict.fleet.roster;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed at a decision point since its last report; no zones: a heartbeat.
 *
 * @param counter grows with every report of the incarnation
 * @param confirmedCurrentAgeMs since when it knows, of every zone whose newest activation it enforces, that nothing newer
 *     governs; null if it does not say
 * @param rejectedInvalidations entries of the stream that it dropped since its start, because their signature did not
 *     verify; null if it does not say
 */
record ReportBody(
        @NotNull @Positive Long incarnation,
        @NotNull @Positive Long counter,
        @Nullable @PositiveOrZero @Max(ReportBody.LONGEST_AGE_MS) Long confirmedCurrentAgeMs,
        @Nullable @PositiveOrZero Long rejectedInvalidations,
        @NotNull @Size(max = ReportBody.MOST_ZONES) List<@Valid @NotNull ZoneReport> zones) {

    static final int MOST_ZONES = 1_000;

    private static final long LONGEST_AGE_MS = 315_576_000_000L;

    /**
     * What a decision point enforces in a zone.
     *
     * @param activationSeq what it enforces, or failed to load; 0 if the zone never had an activation
     * @param manifestSha256 of that activation; null if nothing governs
     * @param loadedAt by the clock of the decision point; null for {@code failed} before the first load
     * @param confirmedCurrentAgeMs since when it knows that nothing newer governs
     * @param sinceChangeAgeMs since when it enforces this
     * @param state {@code loaded}: enforces it; {@code failed}: could not load it and enforces what it had before;
     *     “stale”: its staleness budget is over, and it allows nothing
     * @param decided whether it decided a request under it; null: it does not say
     */
    record ZoneReport(
            @NotNull @Pattern(regexp = RegisterBody.ID) String zoneId,
            @NotNull @PositiveOrZero Long activationSeq,
            @Nullable @Pattern(regexp = "[0-9a-f]{64}") String manifestSha256,
            @Nullable Instant loadedAt,
            @NotNull @PositiveOrZero @Max(LONGEST_AGE_MS) Long confirmedCurrentAgeMs,
            @NotNull @PositiveOrZero @Max(LONGEST_AGE_MS) Long sinceChangeAgeMs,
            @NotNull @Pattern(regexp = "loaded|failed|stale") String state,
            @Nullable @Size(max = 2_000) String error,
            @Nullable Boolean decided) {}

    /** The last report about each zone. */
    Collection<ZoneReport> lastOfEachZone() {
        var last = new LinkedHashMap<String, ZoneReport>();
        zones.forEach(zone -> last.put(zone.zoneId(), zone));
        return last.values();
    }

    Set<String> zoneIds() {
        return Set.copyOf(zones.stream().map(ZoneReport::zoneId).toList());
    }
}

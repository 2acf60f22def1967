package dev.edict.console.timeline;

import dev.edict.query.policyset.VersionNames.VersionName;
import dev.edict.query.trail.TimelineEntry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the timeline as a page shows it.
 *
 * @param before the version that governed before a change of what governs; null for none
 * @param after the version that governs from then on; null for none
 */
record TimelineRow(TimelineEntry entry, @Nullable VersionName before, @Nullable VersionName after) {

    private static final Set<String> CHANGES =
            Set.of("zone.version_activated", "zone.activation_rolled_back", "zone.deactivated");

    private static final Map<String, String> MARKS = Map.of(
            "zone.version_activated", "good",
            "zone.activation_rolled_back", "warn",
            "zone.deactivated", "warn",
            "zone.archived", "warn",
            "deployment.propagated", "good",
            "deployment.canaries_passed", "good",
            "deployment.verified", "good",
            "deployment.overdue", "bad",
            "deployment.canaries_failed", "bad",
            "deployment.verification_failed", "bad");

    static TimelineRow of(TimelineEntry entry, Map<String, VersionName> names) {
        return new TimelineRow(entry, name(entry.previousVersionId(), names), name(entry.governingVersionId(), names));
    }

    private static @Nullable VersionName name(@Nullable String versionId, Map<String, VersionName> names) {
        return versionId == null ? null : names.get(versionId);
    }

    /** Whether the entry changes what governs the zone. */
    public boolean isChange() {
        return CHANGES.contains(entry.event());
    }

    /** The style of the mark of the event; empty for an ordinary one. */
    public String mark() {
        return MARKS.getOrDefault(entry.event(), "");
    }

    /** When it happened. */
    public Instant at() {
        return Instant.parse(entry.occurredAt());
    }
}

package dev.edict.console.timeline;

import dev.edict.query.trail.ActivationEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What governed a zone when, as a band: the latest activations, each as wide as it was long.
 *
 * @param parts the oldest first
 */
record GovernanceBand(List<Part> parts) {

    /** The width of the whole band. */
    static final double WIDTH = 1000;

    /** A part that governed for a moment is still visible. */
    static final double NARROWEST = 4;

    /**
     * The time of one activation.
     *
     * @param policySetName null if nothing governed
     * @param until null for what governs now
     * @param x the left edge, of {@link #WIDTH}
     * @param style {@code none} if nothing governed, otherwise {@code even} or empty, in turns
     */
    record Part(
            long activationSeq,
            @Nullable String policySetName,
            @Nullable Integer version,
            Instant since,
            @Nullable Instant until,
            double x,
            double width,
            String style) {}

    /** @param newestFirst at least one may govern until now */
    static GovernanceBand of(List<ActivationEntry> newestFirst, Instant now) {
        var entries = newestFirst.stream()
                .sorted(Comparator.comparingLong(ActivationEntry::activationSeq))
                .toList();
        var total = entries.stream().mapToDouble(entry -> seconds(entry, now)).sum();
        // What the narrowest take is taken from all in proportion, so that the band ends where it should.
        var free = Math.max(0, WIDTH - entries.size() * NARROWEST);
        var parts = new ArrayList<Part>();
        var x = 0.0;
        for (var entry : entries) {
            var share = total == 0 ? 1.0 / entries.size() : seconds(entry, now) / total;
            var width = Math.min(NARROWEST, WIDTH / entries.size()) + share * free;
            parts.add(part(entry, x, width));
            x += width;
        }
        return new GovernanceBand(List.copyOf(parts));
    }

    private static double seconds(ActivationEntry entry, Instant now) {
        var until = entry.until() == null ? now : entry.until();
        return Math.max(0, Duration.between(entry.since(), until).toMillis() / 1000.0);
    }

    private static Part part(ActivationEntry entry, double x, double width) {
        var governs = entry.versionId() != null;
        var style = governs ? (entry.activationSeq() % 2 == 0 ? "even" : "") : "none";
        return new Part(
                entry.activationSeq(),
                governs ? entry.policySetName() : null,
                governs ? entry.version() : null,
                entry.since(),
                entry.until(),
                x,
                width,
                style);
    }
}

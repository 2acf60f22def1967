package dev.edict.console.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edict.console.timeline.GovernanceBand.Part;
import dev.edict.query.trail.ActivationEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GovernanceBandTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final double EXACT = 1e-6;

    @Test
    void a_zone_that_was_never_activated_has_no_band() {
        assertThat(GovernanceBand.of(List.of(), START).parts()).isEmpty();
    }

    @Test
    void a_single_version_fills_the_band() {
        var parts = GovernanceBand.of(List.of(entry(1, "v1", 0, null)), START.plusSeconds(60))
                .parts();
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).width()).isCloseTo(GovernanceBand.WIDTH, within(EXACT));
    }

    @Test
    void each_version_is_as_wide_as_it_was_long_and_the_oldest_is_on_the_left() {
        var parts = GovernanceBand.of(List.of(entry(2, "v2", 75, null), entry(1, "v1", 0, 75L)), START.plusSeconds(100))
                .parts();
        assertThat(parts).extracting(Part::activationSeq).containsExactly(1L, 2L);
        assertThat(parts.get(0).x()).isZero();
        assertThat(parts.get(0).width() / parts.get(1).width()).isCloseTo(3, within(0.1));
        assertThat(parts.get(1).x()).isCloseTo(parts.get(0).width(), within(EXACT));
    }

    @Test
    void a_moment_is_still_visible_and_the_band_keeps_its_width() {
        var entries = new ArrayList<ActivationEntry>();
        entries.add(entry(60, "v60", 59, null));
        LongStream.rangeClosed(1, 59).forEach(seq -> entries.add(0, entry(seq, "v" + seq, seq - 1, seq)));
        var parts = GovernanceBand.of(entries, START.plusSeconds(1_000_000)).parts();
        assertThat(parts).allSatisfy(part -> assertThat(part.width()).isGreaterThanOrEqualTo(GovernanceBand.NARROWEST));
        assertThat(parts.stream().mapToDouble(Part::width).sum()).isCloseTo(GovernanceBand.WIDTH, within(EXACT));
    }

    @Test
    void a_time_without_a_version_has_no_name_and_a_style_of_its_own() {
        var parts = GovernanceBand.of(List.of(entry(2, null, 10, null), entry(1, "v1", 0, 10L)), START.plusSeconds(20))
                .parts();
        assertThat(parts.get(1).policySetName()).isNull();
        assertThat(parts.get(1).style()).isEqualTo("none");
        assertThat(parts.get(0).style()).isEmpty();
    }

    @Test
    void a_clock_that_is_behind_the_database_makes_no_negative_width() {
        var parts = GovernanceBand.of(List.of(entry(1, "v1", 10, null)), START).parts();
        assertThat(parts.get(0).width()).isCloseTo(GovernanceBand.WIDTH, within(EXACT));
    }

    private static ActivationEntry entry(long seq, @Nullable String versionId, long since, @Nullable Long until) {
        return new ActivationEntry(
                seq,
                versionId == null ? "deactivated" : "activated",
                "s1",
                "ledger",
                versionId,
                versionId == null ? null : (int) seq,
                null,
                null,
                "admin:a",
                null,
                false,
                "request",
                START.plusSeconds(since),
                until == null ? null : START.plusSeconds(until),
                0,
                null,
                null);
    }
}

package dev.edict.fleet.asking;

import dev.edict.fleet.asking.AskedZones.Zone;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.AskedDecisionPoints.Proof;
import dev.edict.fleet.roster.Finding;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When one decision point is asked about which zone: at once after an activation, then often until it enforces it, and
 * each minute from then on.
 */
final class Schedule {

    private static final Duration WHILE_IT_ENFORCES = Duration.ofSeconds(60);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(15);

    /** Less often than the shortest pause, so that those who wait for the same do not fill the writers' pool. */
    private static final Duration SAME_RECORDED_EVERY = Duration.ofSeconds(5);

    private final Map<String, Last> asked = new HashMap<>();

    /** Those whose turn it is; the ones with an activation that it does not enforce first. */
    List<Zone> due(Collection<Zone> zones, long now, int most) {
        return zones.stream()
                .filter(zone -> waitNanos(zone, now) <= 0)
                .sorted(Comparator.comparing((Zone zone) -> !(zone.unsettled() && !enforces(zone)))
                        .thenComparing(zone -> waitNanos(zone, now)))
                .limit(most)
                .toList();
    }

    /** Until the next turn; the longest pause if there is none. */
    Duration untilNext(Collection<Zone> zones, long now) {
        return Duration.ofNanos(
                zones.stream().mapToLong(zone -> waitNanos(zone, now)).min().orElse(WHILE_IT_ENFORCES.toNanos()));
    }

    /** Those that say something new, or that were not recorded for a while. */
    List<Finding> news(List<Finding> findings) {
        return findings.stream().filter(this::isNews).toList();
    }

    private boolean isNews(Finding finding) {
        var last = asked.get(finding.zoneId());
        return last == null
                || last.askedSeq != finding.askedSeq()
                || !last.answer.saysTheSameAs(finding.answer())
                || finding.askedNanos() - last.recordedNanos >= SAME_RECORDED_EVERY.toNanos();
    }

    /** @param proofs of those that were recorded */
    void note(List<Finding> findings, List<Finding> recorded, List<Proof> proofs) {
        var proven = new HashMap<String, Proof>();
        proofs.forEach(proof -> proven.put(proof.zoneId(), proof));
        findings.forEach(finding ->
                asked.computeIfPresent(finding.zoneId(), (zone, last) -> last.askedAgain(finding.askedNanos())));
        recorded.forEach(finding -> {
            var proof = proven.get(finding.zoneId());
            asked.put(
                    finding.zoneId(),
                    new Last(
                            finding.askedSeq(),
                            finding.askedNanos(),
                            finding.askedNanos(),
                            finding.answer(),
                            proof == null ? null : proof.enforcedSeq()));
        });
    }

    private long waitNanos(Zone zone, long now) {
        var last = asked.get(zone.zoneId());
        if (last == null || last.askedSeq < zone.activationSeq()) {
            return 0;
        }
        return last.atNanos + pause(zone, last).toNanos() - now;
    }

    private Duration pause(Zone zone, Last last) {
        if (enforces(zone)) {
            return WHILE_IT_ENFORCES;
        }
        if (zone.unsettled()) {
            return zone.pauseWhileUnsettled();
        }
        return last.answer.isState() ? WHILE_IT_ENFORCES : AFTER_A_FAILURE;
    }

    private boolean enforces(Zone zone) {
        var last = asked.get(zone.zoneId());
        return last != null && Objects.equals(last.enforcedSeq, zone.activationSeq());
    }

    private record Last(long askedSeq, long atNanos, long recordedNanos, Answer answer, @Nullable Long enforcedSeq) {

        Last askedAgain(long nanos) {
            return new Last(askedSeq, nanos, recordedNanos, answer, enforcedSeq);
        }
    }
}

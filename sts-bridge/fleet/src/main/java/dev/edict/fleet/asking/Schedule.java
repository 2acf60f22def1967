package dev.edict.fleet.asking;

import dev.edict.fleet.asking.AskedZones.Zone;
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

    void note(List<Finding> findings, List<Proof> proofs) {
        var proven = new HashMap<String, Proof>();
        proofs.forEach(proof -> proven.put(proof.zoneId(), proof));
        findings.forEach(finding -> {
            var proof = proven.get(finding.zoneId());
            asked.put(
                    finding.zoneId(),
                    new Last(
                            finding.askedSeq(),
                            finding.askedNanos(),
                            proof == null ? null : proof.enforcedSeq(),
                            !finding.answer().isState()));
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
        return last.failed ? AFTER_A_FAILURE : WHILE_IT_ENFORCES;
    }

    private boolean enforces(Zone zone) {
        var last = asked.get(zone.zoneId());
        return last != null && Objects.equals(last.enforcedSeq, zone.activationSeq());
    }

    private record Last(long askedSeq, long atNanos, @Nullable Long enforcedSeq, boolean failed) {}
}

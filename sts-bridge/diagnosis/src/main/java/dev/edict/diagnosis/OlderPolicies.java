package dev.edict.diagnosis;

import static dev.edict.diagnosis.UnchangedDecisions.about;

import dev.edict.fleet.propagation.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says why decision points may still enforce what governed before a change: each for one reason. */
final class OlderPolicies {

    private OlderPolicies() {}

    /** @param older those that may enforce what was before */
    static List<Cause> of(Deployment deployment, List<ZonePoint> older) {
        var seq = deployment.activationSeq();
        return Stream.of(
                        about(
                                CauseName.COMPILE_ERROR,
                                older,
                                OlderPolicies::cannotLoad,
                                "Activation %d cannot be loaded by".formatted(seq)
                                        + " %s, which enforces what it had."),
                        about(
                                CauseName.KEY_MISMATCH,
                                older,
                                OlderPolicies::dropsEntries,
                                "The signature of invalidations does not verify at %s, which drops them."),
                        about(
                                CauseName.OLDER_MANIFEST,
                                older,
                                OlderPolicies::reportsOlder,
                                "An older activation was reported after activation %d by".formatted(seq) + " %s."),
                        about(
                                CauseName.UNKNOWN_MANIFEST,
                                older,
                                point -> point.reports("foreign"),
                                "A manifest of no activation of the zone is enforced by %s."),
                        about(
                                CauseName.DECISION_POINT_BEHIND,
                                older,
                                OlderPolicies::isBehind,
                                "Activation %d was not loaded by".formatted(seq) + " %s, which is there and reports."),
                        about(
                                CauseName.DECISION_POINT_SILENT,
                                older,
                                point -> !point.isPresent() && !point.reports("foreign"),
                                "Nothing was heard for longer than the lease of %s, which may still decide."))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean cannotLoad(ZonePoint point) {
        return point.reports("failed") && point.isPresent();
    }

    private static boolean dropsEntries(ZonePoint point) {
        return !cannotLoad(point)
                && point.isPresent()
                && point.fact() != null
                && point.fact().rejectedSince() != null;
    }

    private static boolean isReporting(ZonePoint point) {
        return point.isPresent()
                && !cannotLoad(point)
                && !dropsEntries(point)
                && !point.reports("foreign")
                && !point.isStockStsBeforeItsFirstRequest();
    }

    private static boolean reportsOlder(ZonePoint point) {
        return isReporting(point)
                && point.point().activationSeq() != null
                && point.fact() != null
                && point.fact().reportedSince();
    }

    private static boolean isBehind(ZonePoint point) {
        return isReporting(point) && point.point().activationSeq() != null && !reportsOlder(point);
    }

    /** By how much its clock differs at least; 0 if nothing shows a difference. */
    static long skewMs(ZonePoint point) {
        var fact = point.fact();
        return fact == null
                ? 0
                : Stream.of(Optional.ofNullable(fact.clockAheadMs()), Optional.ofNullable(fact.clockBehindMs()))
                        .flatMap(Optional::stream)
                        .mapToLong(Long::longValue)
                        .filter(ms -> ms > 0)
                        .max()
                        .orElse(0);
    }

    static Map<String, Object> evidence(ZonePoint point) {
        var evidence = point.evidence();
        if (skewMs(point) > UnchangedDecisions.SKEW_MS) {
            evidence.put("clock_skew_ms", skewMs(point));
            evidence.put("loaded_at", String.valueOf(point.point().loadedAt()));
        }
        return evidence;
    }
}

package dev.edict.diagnosis;

import dev.edict.diagnosis.DispatchFacts.Row;
import dev.edict.fleet.propagation.Deployment;
import dev.edict.fleet.propagation.Deployments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Looks for what keeps decisions as they were although an activation succeeded. */
@Component
class UnchangedDecisions {

    /** What every change takes: nothing is a cause before. */
    static final long GRACE_MS = 5_000;

    /** An invalidation is on the stream within this; readiness warns from then on. */
    static final long OUTBOX_MS = 2_000;

    static final long SKEW_MS = 5_000;

    private final DispatchFacts dispatch;
    private final Deployments deployments;

    UnchangedDecisions(DispatchFacts dispatch, Deployments deployments) {
        this.dispatch = dispatch;
        this.deployments = deployments;
    }

    /** In the order of likelihood. */
    List<Cause> of(Deployment deployment, List<ZonePoint> points) {
        var found = new ArrayList<Cause>();
        unchanged(deployment).ifPresent(found::add);
        found.addAll(dispatch(deployment));
        if (deployment.ageMs() > GRACE_MS) {
            found.addAll(decisionPoints(deployment, points));
        }
        skewed(points).ifPresent(found::add);
        return found;
    }

    private Optional<Cause> unchanged(Deployment deployment) {
        var manifest = deployment.manifestSha256();
        return deployments
                .find(deployment.zoneId(), deployment.activationSeq() - 1)
                .filter(before -> manifest != null && manifest.equals(before.manifestSha256()))
                .map(before -> CauseName.MANIFEST_UNCHANGED.found(
                        "Activation %d has the manifest of the one before: the policies are the same."
                                .formatted(deployment.activationSeq()),
                        Evidence.of("manifest_sha256", manifest)
                                .and("version_id", deployment.versionId())
                                .and("version_id_before", before.versionId())
                                .members()));
    }

    private List<Cause> dispatch(Deployment deployment) {
        var found = new ArrayList<Cause>();
        var row = dispatch.row(deployment);
        row.filter(one -> one.waitedMs() != null && one.waitedMs() > OUTBOX_MS)
                .map(UnchangedDecisions::unsent)
                .ifPresent(found::add);
        lost(deployment).ifPresent(found::add);
        row.filter(one -> one.sentMs() != null && one.sentMs() > GRACE_MS)
                .flatMap(this::lagging)
                .ifPresent(found::add);
        return found;
    }

    private static Cause unsent(Row row) {
        var why = row.lastError() == null
                ? "no relay has tried to send it"
                : "%d attempts failed, the last with: %s".formatted(row.attempts(), row.lastError());
        return CauseName.OUTBOX_ROW_UNSENT.found(
                "The invalidation waits in the outbox: %s.".formatted(why),
                Evidence.of("outbox_id", row.id())
                        .and("waited_ms", row.waitedMs())
                        .and("attempts", row.attempts())
                        .and("last_error", row.lastError())
                        .members());
    }

    private Optional<Cause> lost(Deployment deployment) {
        return dispatch.resync(deployment.zoneId())
                .filter(resync -> !resync.zoneIsSent())
                .map(resync -> CauseName.STREAM_ENTRIES_LOST.found(
                        "Redis lost entries of the stream, and the zone is not published again yet.",
                        Evidence.of("incarnation", resync.incarnation())
                                .and("reasons", resync.reasons())
                                .and("noticed_at", resync.noticedAt())
                                .members()));
    }

    private Optional<Cause> lagging(Row row) {
        var entry = row.entry();
        var groups = entry == null ? List.<DispatchFacts.Group>of() : dispatch.missing(entry);
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(CauseName.GROUP_LAG.found(
                        "The invalidation is on the stream and was not given to: %s."
                                .formatted(Evidence.named(groups.stream()
                                        .map(DispatchFacts.Group::name)
                                        .toList())),
                        Evidence.of("stream_entry", row.readableEntry())
                                .and("sent_ms", row.sentMs())
                                .and(
                                        "groups",
                                        groups.stream()
                                                .map(UnchangedDecisions::evidence)
                                                .toList())
                                .members()));
    }

    private static Object evidence(DispatchFacts.Group group) {
        return Evidence.of("name", group.name())
                .and("last_delivered", DispatchFacts.readable(group.lastDelivered()))
                .and("delivered_at", group.deliveredAt())
                .members();
    }

    private static List<Cause> decisionPoints(Deployment deployment, List<ZonePoint> points) {
        var older = points.stream().filter(ZonePoint::mayEnforceOlder).toList();
        var found = new ArrayList<Cause>();
        if (points.stream().allMatch(ZonePoint::hasEnded)) {
            found.add(CauseName.NO_DECISION_POINT.found(
                    "No decision point of the zone is known: nothing shows what is enforced.",
                    Evidence.of("decision_points", 0).members()));
        }
        OlderPolicies.of(deployment, older).forEach(found::add);
        return found;
    }

    private static Optional<Cause> skewed(List<ZonePoint> points) {
        return about(
                CauseName.CLOCK_SKEW,
                points,
                point -> point.isPresent() && OlderPolicies.skewMs(point) > SKEW_MS,
                "The clock of %s differs from the database's by more than 5 s.");
    }

    /** One cause about all decision points that it concerns. */
    static Optional<Cause> about(
            CauseName cause, List<ZonePoint> points, Predicate<ZonePoint> concerned, String sentence) {
        var those = points.stream().filter(concerned).toList();
        return those.isEmpty()
                ? Optional.empty()
                : Optional.of(cause.found(
                        sentence.formatted(
                                Evidence.named(those.stream().map(ZonePoint::id).toList())),
                        Evidence.of(
                                        "decision_points",
                                        those.stream()
                                                .map(OlderPolicies::evidence)
                                                .toList())
                                .members()));
    }
}

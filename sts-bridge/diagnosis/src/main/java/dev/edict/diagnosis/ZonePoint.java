package dev.edict.diagnosis;

import dev.edict.fleet.propagation.DecisionPoint;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A decision point of a zone, with what the roster knows of it. */
record ZonePoint(DecisionPoint point, PointFacts.@Nullable Fact fact) {

    private static final Set<String> ENDED = Set.of("goodbye", "dismissed", "replaced");
    private static final String STS = "sts";

    String id() {
        return point.id();
    }

    boolean is(String state) {
        return point.state().equals(state);
    }

    boolean hasEnded() {
        return point.settledBy() != null && ENDED.contains(point.settledBy());
    }

    /** Whether it may go on by what it had before the change. */
    boolean mayEnforceOlder() {
        return !hasEnded() && !is("current") && !is("stale") && !(is("unknown") && "loaded".equals(point.settledBy()));
    }

    /** A stock STS loads a zone at the first request: before that it has nothing older either. */
    boolean isStockStsBeforeItsFirstRequest() {
        return point.kind().equals(STS) && reports("not_loaded");
    }

    boolean reports(String state) {
        return fact != null && state.equals(fact.state());
    }

    boolean isPresent() {
        return fact != null && fact.present() && !hasEnded();
    }

    Map<String, Object> evidence() {
        var evidence = Evidence.of("id", id())
                .and("kind", point.kind())
                .and("state", point.state())
                .and("activation_seq", point.activationSeq())
                .and("version_id", point.versionId())
                .and("manifest_sha256", point.manifestSha256())
                .and("error", point.error())
                .and("lease_until", point.leaseUntil());
        return fact == null
                ? evidence.members()
                : evidence.and("reported_at", fact.reportedAt())
                        .and("rejected_invalidations", fact.rejectedSince())
                        .members();
    }
}

package dev.edict.fleet.propagation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the latest activation of a zone has come.
 *
 * @param activationSeq 0 if the zone never had an activation
 * @param versionId null if nothing governs
 * @param status “settled”, “unsettled”, or {@code not_configured}: no decision point was there
 * @param tookMs from the commit until the last expected decision point was settled; null until then
 * @param expected how many decision points have to load it
 * @param awaited how many of them did not
 * @param overdue whether the log says that it took too long
 */
public record Propagation(
        String zoneId,
        long activationSeq,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        @Nullable Instant committedAt,
        String status,
        boolean settled,
        @Nullable Instant settledAt,
        @Nullable Long tookMs,
        int expected,
        int awaited,
        boolean overdue,
        List<DecisionPoint> decisionPoints) {

    /** Of a zone that never had an activation, with the decision points that are there. */
    static Propagation never(String zoneId, List<DecisionPoint> points) {
        return new Propagation(zoneId, 0, null, null, null, "not_configured", false, null, null, 0, 0, false, points);
    }

    static Propagation of(Deployment deployment, List<DecisionPoint> points) {
        var expected = (int) points.stream().filter(DecisionPoint::expected).count();
        var awaited = (int) points.stream().filter(DecisionPoint::isAwaited).count();
        var settled = expected > 0 && awaited == 0;
        var settledAt = settled ? settledAt(deployment, points) : null;
        return new Propagation(
                deployment.zoneId(),
                deployment.activationSeq(),
                deployment.versionId(),
                deployment.manifestSha256(),
                deployment.committedAt(),
                expected == 0 ? "not_configured" : settled ? "settled" : "unsettled",
                settled,
                settledAt,
                settledAt == null
                        ? null
                        : Duration.between(deployment.committedAt(), settledAt).toMillis(),
                expected,
                awaited,
                deployment.overdue(),
                points);
    }

    /** What was once found is kept: reports are pruned. */
    private static Instant settledAt(Deployment deployment, List<DecisionPoint> points) {
        return deployment.settledAt() != null
                ? deployment.settledAt()
                : points.stream()
                        .filter(DecisionPoint::expected)
                        .map(DecisionPoint::settledAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElseThrow();
    }
}

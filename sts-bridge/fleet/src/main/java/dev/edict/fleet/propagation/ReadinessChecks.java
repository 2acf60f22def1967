package dev.edict.fleet.propagation;

import static dev.edict.fleet.propagation.ZoneReadiness.Verdict.FAILING;
import static dev.edict.fleet.propagation.ZoneReadiness.Verdict.OK;
import static dev.edict.fleet.propagation.ZoneReadiness.Verdict.UNKNOWN;
import static dev.edict.fleet.propagation.ZoneReadiness.Verdict.WARNING;

import dev.edict.fleet.propagation.ZoneReadiness.Check;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the procedure looks at before a change: decision points, the age of their policy, and the way to them. */
@Component
class ReadinessChecks {

    /** Twice the longest poll of a replica. */
    private static final Duration OLD = Duration.ofMinutes(2);

    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration TOO_SLOW = Duration.ofSeconds(30);
    private static final int MOST_NAMED = 10;
    private static final String ENFORCES_IT = "current";

    private final JdbcClient tables;
    private final HealthIndicator redis;

    /** @param redis whether Redis takes invalidations */
    ReadinessChecks(@Qualifier("queryPool") DataSource queryPool, @Qualifier("redis") HealthIndicator redis) {
        this.tables = JdbcClient.create(queryPool);
        this.redis = redis;
    }

    ZoneReadiness of(Propagation propagation) {
        var zoneId = propagation.zoneId();
        return ZoneReadiness.of(
                zoneId,
                List.of(
                        decisionPoints(propagation),
                        policyAge(propagation),
                        relay(zoneId),
                        redis(),
                        deadLetters(zoneId)));
    }

    private static Check decisionPoints(Propagation propagation) {
        var points = propagation.decisionPoints();
        var seq = propagation.activationSeq();
        if (points.isEmpty()) {
            return new Check("decision_points", WARNING, "No decision point is there to enforce a change.");
        }
        if (seq == 0) {
            return new Check("decision_points", OK, "%d decision points are there.".formatted(points.size()));
        }
        var failing = names(points, point -> point.state().equals("loading_failed"));
        if (!failing.isEmpty()) {
            return new Check(
                    "decision_points", FAILING, "Activation %d cannot be loaded by %s.".formatted(seq, failing));
        }
        var others = names(points, point -> !point.state().equals(ENFORCES_IT) || point.isUnproven());
        return others.isEmpty()
                ? new Check(
                        "decision_points",
                        OK,
                        "%d decision points enforce activation %d.".formatted(points.size(), seq))
                : new Check(
                        "decision_points",
                        WARNING,
                        "Activation %d is not known to be enforced by %s.".formatted(seq, others));
    }

    private static String names(List<DecisionPoint> points, Predicate<DecisionPoint> property) {
        var found = points.stream().filter(property).map(ReadinessChecks::named).toList();
        var named = found.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return found.size() > MOST_NAMED ? "%s and %d more".formatted(named, found.size() - MOST_NAMED) : named;
    }

    private static String named(DecisionPoint point) {
        return point.isUnproven() ? "%s (%s)".formatted(point.id(), point.error()) : point.id();
    }

    private static Check policyAge(Propagation propagation) {
        var stale = names(propagation.decisionPoints(), point -> point.state().equals("stale"));
        if (!stale.isEmpty()) {
            return new Check(
                    "policy_age",
                    FAILING,
                    "The staleness budget is over, and nothing is allowed, at %s.".formatted(stale));
        }
        var oldest = propagation.decisionPoints().stream()
                .map(DecisionPoint::confirmedCurrentAgeMs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max();
        if (oldest.isEmpty()) {
            return new Check("policy_age", UNKNOWN, "No decision point has said how old its policy is.");
        }
        var age = Duration.ofMillis(oldest.getAsLong());
        return new Check(
                "policy_age",
                age.compareTo(OLD) > 0 ? WARNING : OK,
                "The oldest policy was confirmed to be current %d s ago.".formatted(age.toSeconds()));
    }

    private Check relay(String zoneId) {
        var waited = tables.sql(
                        """
                        select coalesce(max(greatest(0, extract(epoch from clock_timestamp() - created_at))), 0)
                        from bridge.outbox where zone_id = :zone and sent_at is null
                        """)
                .param("zone", zoneId)
                .query(Double.class)
                .single();
        var age = Duration.ofMillis((long) (waited * 1_000));
        if (age.compareTo(SLOW) <= 0) {
            return new Check("relay", OK, "No invalidation of the zone waits.");
        }
        return new Check(
                "relay",
                age.compareTo(TOO_SLOW) > 0 ? FAILING : WARNING,
                "An invalidation of the zone has waited for %d s to be sent.".formatted(age.toSeconds()));
    }

    private Check redis() {
        var health = redis.health();
        if (health == null || Status.UNKNOWN.equals(health.getStatus())) {
            return new Check("redis", UNKNOWN, "Redis was not asked yet.");
        }
        return Status.UP.equals(health.getStatus())
                ? new Check("redis", OK, "Redis takes invalidations.")
                : new Check(
                        "redis",
                        WARNING,
                        "Redis takes no invalidations: %s"
                                .formatted(health.getDetails().get("reason")));
    }

    private Check deadLetters(String zoneId) {
        var waiting = tables.sql("select count(*) from projection.dead_letter where zone_id = :zone")
                .param("zone", zoneId)
                .query(Long.class)
                .single();
        return waiting == 0
                ? new Check("dead_letters", OK, "No event of the zone was set aside.")
                : new Check(
                        "dead_letters",
                        WARNING,
                        "The timeline of the zone waits behind %d events that were set aside.".formatted(waiting));
    }
}

package dev.edict.diagnosis;

import dev.edict.fleet.propagation.DecisionPoint;
import dev.edict.fleet.propagation.Deployment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what the roster knows of decision points beside their state. */
@Component
class PointFacts {

    private final JdbcClient tables;

    PointFacts(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * What is known of a process.
     *
     * @param state of its newest report about the zone; null without any
     * @param present whether it has a lease
     * @param presentMs since when it is there
     * @param reportedSince whether it reported about the zone after the change
     * @param rejectedSince entries of the stream that it dropped, if the number grew after the change; else null
     * @param clockAheadMs by how much its clock is ahead of the database's at least; negative: nothing shows that
     * @param clockBehindMs the same for behind
     */
    record Fact(
            String id,
            long incarnation,
            @Nullable String state,
            boolean present,
            long presentMs,
            boolean reportedSince,
            @Nullable Instant reportedAt,
            @Nullable Long rejectedSince,
            @Nullable Instant rejectedAt,
            @Nullable Long clockAheadMs,
            @Nullable Long clockBehindMs) {

        String key() {
            return PointFacts.key(id, incarnation);
        }
    }

    static String key(String id, long incarnation) {
        return id + " " + incarnation;
    }

    /**
     * Facts by id and incarnation. A load in the future of its report shows that a clock is ahead, and one before the
     * commit of what was loaded that it is behind.
     */
    Map<String, Fact> of(Deployment deployment, List<DecisionPoint> points) {
        return tables
                .sql(
                        """
                        select p.id, p.incarnation, z.state, z.reported_at, p.lease_until > clock.moment as present,
                            (extract(epoch from clock.moment - p.began_at) * 1000)::bigint as present_ms,
                            coalesce(z.reported_at > :committed, false) as reported_since,
                            case when p.rejected_at > :committed then p.rejected_invalidations end as rejected_since,
                            p.rejected_at,
                            case when p.kind = 'replica' then
                                (extract(epoch from z.loaded_at - z.reported_at) * 1000)::bigint end as clock_ahead_ms,
                            case when p.kind = 'replica' then
                                (extract(epoch from d.committed_at - z.loaded_at) * 1000)::bigint end as clock_behind_ms
                        from unnest(:ids::text[], :incarnations::bigint[]) as asked (id, incarnation)
                        join bridge.decision_point p on p.id = asked.id and p.incarnation = asked.incarnation
                        cross join (values (clock_timestamp())) as clock (moment)
                        left join bridge.decision_point_zone z
                            on z.id = p.id and z.incarnation = p.incarnation and z.zone_id = :zone
                        left join bridge.deployment d on d.zone_id = :zone and d.activation_seq = z.loaded_seq
                        """)
                .param("zone", deployment.zoneId())
                .param("committed", deployment.committedAt().atOffset(ZoneOffset.UTC))
                .param("ids", points.stream().map(DecisionPoint::id).toArray(String[]::new))
                .param(
                        "incarnations",
                        points.stream().map(DecisionPoint::incarnation).toArray(Long[]::new))
                .query(Fact.class)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Fact::key, Function.identity()));
    }
}

package dev.edict.fleet.propagation;

import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares what decision points reported with an activation. Expected are those that had a lease at its commit, or had
 * lost it and could still allow: they had not said goodbye, and their staleness budget was not over.
 *
 * <p>An expected one is settled when it loaded the activation or a newer one, said goodbye, was dismissed, reported that
 * it is stale, or cannot but be stale: its lease ended, and so did its budget. The budget of one that reported nothing
 * since the commit began at the commit at the latest: whatever it learned later, it learned of this activation.
 */
@Component
public class DecisionPoints {

    /** Five tokens' worth. */
    static final int MOST = 1_000;

    private final JdbcClient tables;

    DecisionPoints(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** Those that are there, awaited or asked, by id; at most {@link #MOST}, and awaited ones first. */
    public List<DecisionPoint> of(Deployment deployment) {
        return tables.sql(
                        """
                        with clock as (select clock_timestamp() as moment),
                        point as (
                            select p.*, p.staleness_budget_seconds * interval '1 second' as budget,
                                p.lease_until > clock.moment and p.ended_at is null as present
                            from bridge.decision_point p, clock
                            where (p.zone_id is null or p.zone_id = :zone)
                                and (p.zones is null or :zone = any (p.zones))
                                and (p.ended_at is null or p.ended_at > :committed)
                        ),
                        judged as (
                            select p.*,
                                p.began_at <= :committed
                                    and (p.lease_until > :committed or p.budget is null
                                        or p.lease_until + p.budget > :committed) as expected,
                                case when not p.present and p.budget is not null then greatest(p.lease_until, p.budget + case
                                    when p.reported_at > :committed then p.lease_until
                                    else least(p.lease_until, :committed) end) end as budget_over_at,
                                :committed + p.budget as budget_after_commit,
                                (select min(l.recorded_at) from bridge.load l
                                    where l.replica = p.id and l.incarnation = p.incarnation and l.zone_id = :zone
                                        and l.activation_seq >= :seq) as loaded_seq_at
                            from point p
                        )
                        select p.id, p.kind, p.incarnation, p.expected, z.loaded_seq as activation_seq,
                            d.version_id, d.manifest_sha256, z.loaded_at, p.lease_until,
                            p.evaluates_canaries or (p.kind = 'opa' and exists (
                                select from bridge.canary_agent a where a.id = p.id)) as evaluates_canaries,
                            p.gateway, p.ended_at is not null as "left",
                            coalesce(q.error, case when z.state in ('failed', 'foreign') then z.error end) as error,
                            (extract(epoch from moment - greatest(z.confirmed_at,
                                case when z.state = 'loaded' then p.confirmed_at end)) * 1000)::bigint
                                as confirmed_current_age_ms,
                            (extract(epoch from moment - z.changed_at) * 1000)::bigint as since_change_age_ms,
                            case
                                when z.state = 'stale' or p.budget_over_at <= moment then 'stale'
                                when not p.present then 'unknown'
                                when z.loaded_seq >= :seq and z.state = 'loaded' then 'current'
                                when z.state in ('failed', 'foreign') then 'loading_failed'
                                else 'behind'
                            end as state,
                            case
                                when loaded_seq_at is not null then 'loaded'
                                when p.ended_at is not null then p.ended_by
                                when z.state = 'stale' and z.reported_at > :committed
                                    and budget_after_commit <= moment then 'stale'
                                when p.budget_over_at <= moment then 'stale'
                            end as settled_by,
                            case
                                when loaded_seq_at is not null then greatest(loaded_seq_at, :committed)
                                when p.ended_at is not null then p.ended_at
                                when z.state = 'stale' and z.reported_at > :committed
                                    and budget_after_commit <= moment then greatest(z.reported_at, budget_after_commit)
                                when p.budget_over_at <= moment then p.budget_over_at
                            end as settled_at
                        from judged p cross join clock
                        left join bridge.decision_point_zone z
                            on z.id = p.id and z.incarnation = p.incarnation and z.zone_id = :zone
                        left join bridge.question q
                            on q.id = p.id and q.incarnation = p.incarnation and q.zone_id = :zone
                        left join bridge.deployment d
                            on d.zone_id = :zone and d.activation_seq = z.loaded_seq
                        where p.expected or p.present or (p.kind <> 'replica' and p.ended_at is null)
                        order by (p.expected and loaded_seq_at is null) desc, p.id, p.incarnation
                        limit :most
                        """)
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .param("committed", deployment.committedAt().atOffset(ZoneOffset.UTC))
                .param("most", MOST)
                .query(DecisionPoint.class)
                .list();
    }
}

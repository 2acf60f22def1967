package dev.edict.query.policyset;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how far the invalidation of an activation has come. */
@Component
public class ActivationStatusReader {

    private static final String DISPATCHES =
            """
            select id, zone_id, policy_set_id, policy_set_version_id, attempts, last_error, sent_at
            from bridge.outbox
            """;

    private final JdbcClient tables;

    ActivationStatusReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    public Optional<Binding> binding(String zoneId, String policySetId) {
        return tables.sql(
                        """
                        select b.active_version_id, v.manifest_sha256
                        from views.policy_set_bindings b
                        left join views.policy_set_versions v on v.id = b.active_version_id
                        where b.zone_id = :zone and b.policy_set_id = :set
                        """)
                .param("zone", zoneId)
                .param("set", policySetId)
                .query(Binding.class)
                .optional();
    }

    public Optional<Dispatch> dispatch(String id) {
        return tables.sql(DISPATCHES + """
                        where id = :id
                        """)
                .param("id", id)
                .query(Dispatch.class)
                .optional();
    }

    public Optional<Dispatch> newestDispatch(String zoneId, String policySetId, String versionId) {
        return tables.sql(
                        DISPATCHES
                                + """
                        where zone_id = :zone and policy_set_id = :set and policy_set_version_id = :version
                        order by activation_seq desc limit 1
                        """)
                .param("zone", zoneId)
                .param("set", policySetId)
                .param("version", versionId)
                .query(Dispatch.class)
                .optional();
    }

    /** What became of the latest activation of the zone; empty unless it is of this version. */
    public Optional<Settlement> settlement(String zoneId, String versionId) {
        return tables.sql(
                        """
                        select latest.version_id, latest.manifest_sha256, latest.settled_at,
                            coalesce(latest.expected, case when not exists (
                                select from bridge.decision_point where ended_at is null) then 0 end) as expected,
                            coalesce(extract(epoch from clock_timestamp() - latest.settled_at), 0)::bigint
                                as age_seconds
                        from (select * from bridge.deployment
                            where zone_id = :zone order by activation_seq desc limit 1) latest
                        where latest.version_id = :version
                        """)
                .param("zone", zoneId)
                .param("version", versionId)
                .query(Settlement.class)
                .optional();
    }

    /**
     * Why a stock STS has not proven that it loaded the latest activation of the zone; a failure comes before what may
     * pass. Empty if none was asked in vain, or if there are decision points that report.
     */
    public Optional<UnprovenSts> unprovenSts(String zoneId) {
        return tables.sql(
                        """
                        select q.outcome, p.id || ': ' || q.error as detail
                        from (select * from bridge.deployment
                            where zone_id = :zone order by activation_seq desc limit 1) latest
                        join bridge.question q on q.zone_id = latest.zone_id
                        join bridge.decision_point p on p.id = q.id and p.incarnation = q.incarnation
                        where p.kind = 'sts' and p.ended_at is null and p.began_at <= latest.committed_at
                            and not exists (select from bridge.load l
                                where l.replica = p.id and l.incarnation = p.incarnation
                                    and l.zone_id = latest.zone_id and l.activation_seq >= latest.activation_seq)
                            and not exists (select from bridge.decision_point other
                                where other.kind <> 'sts' and other.ended_at is null)
                        order by array_position(array['failed', 'unreachable'], q.outcome), p.id limit 1
                        """)
                .param("zone", zoneId)
                .query(UnprovenSts.class)
                .optional();
    }
}

package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.Deployment;
import dev.edict.fleet.verification.Evidence.Failing;
import dev.edict.fleet.verification.Evidence.Group;
import dev.edict.fleet.verification.Evidence.Run;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what a verification rests on. */
@Component
class EvidenceReader {

    static final int MOST_NAMED = 100;

    private final JdbcClient tables;

    EvidenceReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    Evidence of(Deployment deployment) {
        return bound(
                        deployment,
                        """
                        select d.change, d.actor, d.request_id, d.dispatch_id, d.canaries_state,
                            (select max(activation_seq) from bridge.deployment where zone_id = :zone) as newest_seq,
                            o.id is not null as announced, o.attempts, o.sent_at, o.stream_entry, o.last_error
                        from bridge.deployment d
                        left join bridge.outbox o on o.zone_id = d.zone_id and o.activation_seq = d.activation_seq
                        where d.zone_id = :zone and d.activation_seq = :seq
                        """)
                .query(Evidence.class)
                .single();
    }

    /** The groups of the stream that was written last; a group that Redis does not tell about is left out. */
    List<Group> groups(String streamEntry) {
        return tables.sql(
                        """
                        select g.name, g.last_delivered >= :entry as reached
                        from bridge.stream_group g
                        where g.last_delivered is not null and g.stream = (
                            select stream from bridge.stream_position order by last_entry desc nulls last limit 1)
                        order by g.name limit :most
                        """)
                .param("entry", streamEntry)
                .param("most", MOST_NAMED)
                .query(Group.class)
                .list();
    }

    List<Run> runs(Deployment deployment) {
        return bound(
                        deployment,
                        """
                        select id as decision_point, passed, failed, recorded_at as at from bridge.canary_run
                        where zone_id = :zone and activation_seq = :seq
                        order by failed desc, id limit :most
                        """)
                .param("most", MOST_NAMED)
                .query(Run.class)
                .list();
    }

    List<Failing> failing(Deployment deployment, int most) {
        return bound(
                        deployment,
                        """
                        select r.id as decision_point, f.name, f.expected, f.actual
                        from bridge.canary_run r
                        cross join lateral jsonb_to_recordset(r.failing) as f (name text, expected text, actual text)
                        where r.zone_id = :zone and r.activation_seq = :seq and r.failed > 0
                        order by r.recorded_at, r.id, f.name limit :most
                        """)
                .param("most", most)
                .query(Failing.class)
                .list();
    }

    /** The processes that decided a request under this activation or a newer one, as id and incarnation. */
    Set<String> decided(Deployment deployment) {
        return bound(
                        deployment,
                        """
                        select distinct l.replica || ' ' || l.incarnation from bridge.load l
                        join bridge.decision_point p on p.id = l.replica and p.incarnation = l.incarnation and p.gateway
                        where l.zone_id = :zone and l.activation_seq >= :seq and l.decided_at is not null
                        """)
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private JdbcClient.StatementSpec bound(Deployment deployment, String statement) {
        return tables.sql(statement).param("zone", deployment.zoneId()).param("seq", deployment.activationSeq());
    }
}

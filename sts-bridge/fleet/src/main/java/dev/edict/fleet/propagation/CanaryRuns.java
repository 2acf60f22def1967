package dev.edict.fleet.propagation;

import dev.edict.command.api.deployment.FailedCanary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code bridge.canary_run}: what decision points answered to canaries, and which deployments wait for answers. */
@Component
class CanaryRuns {

    private final JdbcClient bridge;

    CanaryRuns(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.bridge = JdbcClient.create(backgroundPool);
    }

    /** How one process decided the canaries of a zone under an activation. */
    record Run(String id, long incarnation, int passed, int failed, Instant recordedAt) {

        boolean isOf(DecisionPoint point) {
            return id.equals(point.id()) && incarnation == point.incarnation();
        }
    }

    /** Deployments whose canaries are not decided and whose turn it is, and those of some zones. */
    List<Deployment> due(Collection<String> zoneIds, int limit) {
        return bridge.sql(
                        Deployments.SELECTED
                                + """
                        where canaries_state = 'pending'
                            and (canaries_look_at <= clock_timestamp() or zone_id = any (:zones))
                        order by canaries_look_at limit :limit
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .param("limit", limit)
                .query(Deployment.class)
                .list();
    }

    /** The runs of a deployment; at most one more than there can be decision points of its zone. */
    List<Run> of(Deployment deployment) {
        return bridge.sql(
                        """
                        select id, incarnation, passed, failed, recorded_at from bridge.canary_run
                        where zone_id = :zone and activation_seq = :seq
                        order by recorded_at limit :most
                        """)
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .param("most", DecisionPoints.MOST + 1)
                .query(Run.class)
                .list();
    }

    /** The canaries of a deployment that failed, those that were answered first before others. */
    List<FailedCanary> failing(Deployment deployment, int limit) {
        return bridge.sql(
                        """
                        select r.id as decision_point_id, f.name, f.expected, f.actual
                        from bridge.canary_run r
                        cross join lateral jsonb_to_recordset(r.failing) as f (name text, expected text, actual text)
                        where r.zone_id = :zone and r.activation_seq = :seq and r.failed > 0
                        order by r.recorded_at, r.id, f.name limit :limit
                        """)
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .param("limit", limit)
                .query(FailedCanary.class)
                .list();
    }

    void lookAgainIn(Deployment deployment, Duration delay) {
        bridge.sql(
                        """
                        update bridge.deployment
                        set canaries_look_at = clock_timestamp() + :delay * interval '1 millisecond'
                        where zone_id = :zone and activation_seq = :seq
                        """)
                .param("delay", delay.toMillis())
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .update();
    }

    /** @param state {@code passed}, {@code failed} or {@code not_verifiable} */
    void decide(Deployment deployment, String state) {
        bridge.sql(
                        """
                        update bridge.deployment set canaries_state = :state
                        where zone_id = :zone and activation_seq = :seq
                        """)
                .param("state", state)
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .update();
    }
}

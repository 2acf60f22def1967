package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.Deployment;
import dev.edict.fleet.propagation.Deployments;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code bridge.deployment}: which changes are still to be verified. */
@Component
class VerificationStates {

    private final JdbcClient bridge;

    VerificationStates(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.bridge = JdbcClient.create(backgroundPool);
    }

    /** Gives up the changes that a newer one followed, unless they failed already. */
    void supersede() {
        bridge.sql(
                        """
                        update bridge.deployment old set verification_state = 'superseded'
                        where old.verification_state = 'pending' and not old.overdue
                            and old.canaries_state is distinct from 'failed'
                            and exists (select from bridge.deployment newer
                                where newer.zone_id = old.zone_id and newer.activation_seq > old.activation_seq)
                        """)
                .update();
    }

    /** Changes whose turn it is, and settled ones of some zones. */
    List<Deployment> due(Collection<String> zoneIds, int limit) {
        return bridge.sql(
                        Deployments.SELECTED
                                + """
                        where verification_state = 'pending'
                            and (verify_at <= clock_timestamp() or (zone_id = any (:zones) and expected is not null))
                        order by verify_at limit :limit
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .param("limit", limit)
                .query(Deployment.class)
                .list();
    }

    void lookAgainIn(Deployment deployment, Duration delay) {
        bridge.sql(
                        """
                        update bridge.deployment
                        set verify_at = clock_timestamp() + :delay * interval '1 millisecond'
                        where zone_id = :zone and activation_seq = :seq
                        """)
                .param("delay", delay.toMillis())
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .update();
    }

    /** @param state {@code verified}, {@code failed} or {@code not_verifiable} */
    void decide(Deployment deployment, String state) {
        bridge.sql(
                        """
                        update bridge.deployment set verification_state = :state
                        where zone_id = :zone and activation_seq = :seq
                        """)
                .param("state", state)
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .update();
    }
}

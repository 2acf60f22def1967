package dev.edict.fleet.propagation;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryEvent;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Inserts one row per activation, in its transaction. Which decision points are expected to load it follows from their
 * leases at that moment, so that the number of decision points does not matter under the command lock. Dismissed ones
 * end in the transaction of their dismissal.
 */
@ProcessingGroup(DeploymentWriter.PROCESSOR)
class DeploymentWriter {

    static final String PROCESSOR = "deployments";

    private final JdbcClient bridge;

    DeploymentWriter(DataSource writePool) {
        this.bridge = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(
            GovernanceChanged event,
            @MetaDataValue(Attribution.ACTOR) @Nullable String actor,
            @MetaDataValue(Attribution.REQUEST_ID) @Nullable String requestId) {
        bridge.sql(
                        """
                        insert into bridge.deployment
                            (zone_id, activation_seq, version_id, manifest_sha256, change, actor, request_id,
                             dispatch_id, verification_state, canaries, canaries_state)
                        select :zone, :seq, :version, :manifest, :change, :actor, :request, :dispatch, 'pending',
                            coalesce(max(c.canaries), 0), case when max(c.canaries) > 0 then 'pending' end
                        from bridge.zone_canaries c where c.zone_id = :zone
                        """)
                .param("zone", event.zoneId())
                .param("seq", event.activationSeq())
                .param("version", event.governingVersionId())
                .param("manifest", manifestOf(event))
                .param("change", changeOf(event))
                .param("actor", actor)
                .param("request", requestId)
                .param("dispatch", event.dispatchId())
                .update();
    }

    /** A decision point has few incarnations that did not end; what it enforced is known until its lease ended. */
    @EventHandler
    void on(DecisionPointDismissed event) {
        bridge.sql(
                        """
                        update bridge.decision_point
                        set ended_at = moment, ended_by = 'dismissed', lease_until = least(lease_until, moment)
                        from (values (clock_timestamp())) as clock (moment)
                        where id = :id and incarnation <= :incarnation and ended_at is null
                        """)
                .param("id", event.decisionPointId())
                .param("incarnation", event.incarnation())
                .update();
    }

    @EventHandler
    void on(CanaryDefined event) {
        count(event);
        bridge.sql(
                        """
                        insert into bridge.zone_canary (zone_id, name, expect, expect_reason)
                        values (:zone, :name, :expect, :reason)
                        on conflict (zone_id, name) do update
                        set expect = excluded.expect, expect_reason = excluded.expect_reason
                        """)
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("expect", event.expect())
                .param("reason", event.expectReason())
                .update();
    }

    @EventHandler
    void on(CanaryRemoved event) {
        count(event);
        bridge.sql("delete from bridge.zone_canary where zone_id = :zone and name = :name")
                .param("zone", event.zoneId())
                .param("name", event.name())
                .update();
    }

    private void count(CanaryEvent event) {
        bridge.sql(
                        """
                        insert into bridge.zone_canaries (zone_id, version, canaries) values (:zone, :version, :count)
                        on conflict (zone_id) do update set version = excluded.version, canaries = excluded.canaries
                        """)
                .param("zone", event.zoneId())
                .param("version", event.canariesVersion())
                .param("count", event.count())
                .update();
    }

    private static String changeOf(GovernanceChanged event) {
        if (event instanceof PolicySetVersionActivated) {
            return "activation";
        }
        return event instanceof ActivationRolledBack ? "rollback" : "deactivation";
    }

    private static @Nullable String manifestOf(GovernanceChanged event) {
        if (event instanceof PolicySetVersionActivated activated) {
            return activated.manifestSha256();
        }
        return event instanceof ActivationRolledBack restored ? restored.manifestSha256() : null;
    }
}

package dev.edict.projector.zone;

import dev.edict.command.api.zone.GovernanceChanged;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Maintains {@code zone_activations}, which tells decision points which bundle of a zone is the newest. */
@Component
@ProcessingGroup("enforcement")
class ZoneActivationProjector {

    private final JdbcClient views;

    ZoneActivationProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(GovernanceChanged event, @Timestamp Instant at, @MessageIdentifier String eventId) {
        views.sql(
                        """
                insert into zone_activations
                    (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, since, position)
                values (:zone, :seq, :set, :version,
                    (select manifest_sha256 from policy_set_versions where id = :version), :at,
                    (select global_index from events.domain_event where event_id = :event))
                on conflict (zone_id) do update set
                    activation_seq = excluded.activation_seq, policy_set_id = excluded.policy_set_id,
                    version_id = excluded.version_id, manifest_sha256 = excluded.manifest_sha256,
                    since = excluded.since, position = excluded.position
                """)
                .param("zone", event.zoneId())
                .param("seq", event.activationSeq())
                .param("set", event.policySetId())
                .param("version", event.governingVersionId())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("event", eventId)
                .update();
    }
}

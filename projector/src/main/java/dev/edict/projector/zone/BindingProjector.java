package dev.edict.projector.zone;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.zone.GovernanceChanged;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Maintains {@code policy_set_bindings}, the row per set that a token service reads, and {@code governance}. */
@Component
@ProcessingGroup("enforcement")
class BindingProjector {

    private final JdbcClient views;

    BindingProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(PolicySetCreated event, @Timestamp Instant at) {
        views.sql(
                        """
                insert into policy_set_bindings (zone_id, policy_set_id, updated_at) values (:zone, :set, :at)
                """)
                .param("zone", event.zoneId())
                .param("set", event.policySetId())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(PolicySetRestamped event) {
        if (event.boundAt() != null) {
            views.sql(
                            """
                    update policy_set_bindings set updated_at = :at where zone_id = :zone and policy_set_id = :set
                    """)
                    .param("at", event.boundAt().atOffset(ZoneOffset.UTC))
                    .param("zone", event.zoneId())
                    .param("set", event.policySetId())
                    .update();
        }
    }

    @EventHandler
    void on(GovernanceChanged event, @Timestamp Instant at, MetaData metadata) {
        var since = at.atOffset(ZoneOffset.UTC);
        var by = Attribution.of(metadata);
        release(event, since);
        bind(event, since);
        stamp(event, since, by);
        remember(event, since, by.actor());
    }

    /** Runs first, because a zone may have only one active binding at any instant. */
    private void release(GovernanceChanged event, OffsetDateTime since) {
        views.sql(
                        """
                update policy_set_bindings set active_version_id = null, updated_at = :at
                where zone_id = :zone and policy_set_id <> :set and active_version_id is not null
                """)
                .param("at", since)
                .param("zone", event.zoneId())
                .param("set", event.policySetId())
                .update();
    }

    private void bind(GovernanceChanged event, OffsetDateTime since) {
        var bound = views.sql(
                        """
                update policy_set_bindings set active_version_id = :version, updated_at = :at
                where zone_id = :zone and policy_set_id = :set
                """)
                .param("version", event.governingVersionId())
                .param("at", since)
                .param("zone", event.zoneId())
                .param("set", event.policySetId())
                .update();
        if (bound != 1) {
            throw new IllegalStateException(
                    "no binding of set %s in zone %s".formatted(event.policySetId(), event.zoneId()));
        }
    }

    /** An event that is imported late does not replace a later change. */
    private void stamp(GovernanceChanged event, OffsetDateTime since, Attribution by) {
        views.sql(
                        """
                update policy_sets set updated_at = :at, updated_by = events.author(:note, :actor), updated_via_operator = :operator
                where id = :set and (updated_at <= :at or not :imported)
                """)
                .param("imported", by.imported())
                .param("at", since)
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("set", event.policySetId())
                .update();
    }

    private void remember(GovernanceChanged event, OffsetDateTime since, String actor) {
        views.sql(
                        """
                insert into governance
                    (zone_id, activation_seq, policy_set_id, version_id, previous_version_id, dispatch_id, actor, since)
                values (:zone, :seq, :set, :version, :previous, :dispatch, :actor, :at)
                on conflict (zone_id) do update set
                    activation_seq = excluded.activation_seq, policy_set_id = excluded.policy_set_id,
                    version_id = excluded.version_id, previous_version_id = excluded.previous_version_id,
                    dispatch_id = excluded.dispatch_id, actor = excluded.actor, since = excluded.since
                """)
                .param("zone", event.zoneId())
                .param("seq", event.activationSeq())
                .param("set", event.policySetId())
                .param("version", event.governingVersionId())
                .param("previous", event.previousVersionId())
                .param("dispatch", event.dispatchId())
                .param("actor", actor)
                .param("at", since)
                .update();
    }
}

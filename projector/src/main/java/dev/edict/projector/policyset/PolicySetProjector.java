package dev.edict.projector.policyset;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code policy_sets} and {@code policy_set_versions}. */
@Component
@ProcessingGroup("enforcement")
class PolicySetProjector {

    private final JdbcClient views;

    PolicySetProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(PolicySetCreated event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        views.sql(
                        """
                insert into policy_sets (id, zone_id, name, description, created_by, created_via_operator,
                    created_at, updated_at)
                values (:set, :zone, :name, :description, events.author(:note, :actor), :operator, :at, :at)
                """)
                .param("set", event.policySetId())
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("description", event.description())
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(PolicySetVersionCreated event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        views.sql(
                        """
                insert into policy_set_versions
                    (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version, created_by,
                    created_via_operator, created_at)
                select :id, :set, :version,
                    jsonb_agg(jsonb_build_object('policy_version_id', entry) order by position),
                    :sha256, :schema, events.author(:note, :actor), :operator, :at
                from unnest(:entries) with ordinality as manifest (entry, position)
                """)
                .param("id", event.versionId())
                .param("set", event.policySetId())
                .param("version", event.version())
                .param("sha256", event.manifestSha256())
                .param("schema", event.schemaVersion())
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("entries", event.policyVersionIds().toArray(String[]::new))
                .update();
        stamp(event.policySetId(), at, by);
    }

    @EventHandler
    void on(PolicySetArchived event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        stamp(event.policySetId(), at, by);
        views.sql("""
                update policy_sets set archived_at = :at where id = :set
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("set", event.policySetId())
                .update();
    }

    @EventHandler
    void on(PolicySetRestamped event, @Timestamp Instant at, MetaData metadata) {
        stamp(event.policySetId(), at, Attribution.of(metadata), true);
        if (!event.attributed()) {
            views.sql(
                            """
                    update policy_sets set updated_by = null where id = :set
                    """)
                    .param("set", event.policySetId())
                    .update();
        }
    }

    /** What is taken over late does not show over what was done since. */
    private void stamp(String policySetId, Instant at, Attribution by) {
        stamp(policySetId, at, by, !by.imported());
    }

    private void stamp(String policySetId, Instant at, Attribution by, boolean evenOverLater) {
        views.sql(
                        """
                update policy_sets set updated_at = :at, updated_by = events.author(:note, :actor), updated_via_operator = :operator
                where id = :set and (updated_at <= :at or :evenOverLater)
                """)
                .param("evenOverLater", evenOverLater)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("set", policySetId)
                .update();
    }
}

package dev.edict.projector.policy;

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
    private final AttributedRows rows;

    PolicySetProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
        this.rows = new AttributedRows(views, "policy_sets");
    }

    @EventHandler
    void on(PolicySetCreated event, @Timestamp Instant at, MetaData metadata) {
        rows.create(
                event.policySetId(), event.zoneId(), event.name(), event.description(), at, Attribution.of(metadata));
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
        rows.stamp(event.policySetId(), at, by);
    }

    @EventHandler
    void on(PolicySetArchived event, @Timestamp Instant at, MetaData metadata) {
        rows.archive(event.policySetId(), at, Attribution.of(metadata));
    }

    @EventHandler
    void on(PolicySetRestamped event, @Timestamp Instant at, MetaData metadata) {
        rows.restamp(event.policySetId(), event.attributed(), at, Attribution.of(metadata));
    }
}

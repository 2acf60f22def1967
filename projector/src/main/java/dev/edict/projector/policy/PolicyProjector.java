package dev.edict.projector.policy;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyRestamped;
import dev.edict.command.api.policy.PolicyVersionCreated;
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

/** Keeps {@code policies} and {@code policy_versions}. */
@Component
@ProcessingGroup("enforcement")
class PolicyProjector {

    private final JdbcClient views;
    private final AttributedRows rows;

    PolicyProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
        this.rows = new AttributedRows(views, "policies");
    }

    @EventHandler
    void on(PolicyCreated event, @Timestamp Instant at, MetaData metadata) {
        rows.create(event.policyId(), event.zoneId(), event.name(), event.description(), at, Attribution.of(metadata));
    }

    @EventHandler
    void on(PolicyVersionCreated event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        var created = views.sql(
                        """
                insert into policy_versions
                    (id, policy_id, version, content, content_sha256, schema_version, created_by,
                    created_via_operator, created_at)
                select :id, :policy, :version, content, sha256, :schema, events.author(:note, :actor), :operator, :at
                from events.content
                where sha256 = :sha256 and encode(sha256(convert_to(content, 'UTF8')), 'hex') = :sha256
                """)
                .param("id", event.versionId())
                .param("policy", event.policyId())
                .param("version", event.version())
                .param("sha256", event.contentSha256())
                .param("schema", event.schemaVersion())
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        if (created != 1) {
            throw new IllegalStateException(
                    "the log has no text with the SHA-256 %s of policy version %s: it is missing or was changed"
                            .formatted(event.contentSha256(), event.versionId()));
        }
        if (event.version() > 1) {
            rows.stamp(event.policyId(), at, by);
        }
    }

    @EventHandler
    void on(PolicyArchived event, @Timestamp Instant at, MetaData metadata) {
        rows.archive(event.policyId(), at, Attribution.of(metadata));
    }

    @EventHandler
    void on(PolicyRestamped event, @Timestamp Instant at, MetaData metadata) {
        rows.restamp(event.policyId(), event.attributed(), at, Attribution.of(metadata));
    }
}

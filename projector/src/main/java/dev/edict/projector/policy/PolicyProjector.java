package dev.edict.projector.policy;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyRestamped;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;

/** Keeps {@code policies} and {@code policy_versions}. */
@Component
@ProcessingGroup("enforcement")
class PolicyProjector {

    private static final ViewStatement CREATE_VERSION = new ViewStatement(
                    ViewTable.POLICY_VERSIONS,
                    1,
                    """
                    insert into policy_versions
                        (id, policy_id, version, content, content_sha256, schema_version, created_by,
                        created_via_operator, created_at)
                    select id, policy, version, content, r.sha256, schema, events.author(note, actor), operator, at
                    from {rows} join events.content t on t.sha256 = r.sha256
                        and encode(sha256(convert_to(t.content, 'UTF8')), 'hex') = r.sha256
                    """,
                    Repeated.FOLLOWS)
            .orElse(row -> "the log has no text with the SHA-256 %s of policy version %s: it is missing or was changed"
                    .formatted(row.value("sha256"), row.value("id")));

    private final ViewWriter writer;
    private final AttributedRows rows;

    PolicyProjector(ViewWriter writer) {
        this.writer = writer;
        this.rows = new AttributedRows(writer, ViewTable.POLICIES, "policies");
    }

    @EventHandler
    void on(PolicyCreated event, @Timestamp Instant at, MetaData metadata) {
        rows.create(event.policyId(), event.zoneId(), event.name(), event.description(), at, Attribution.of(metadata));
    }

    @EventHandler
    void on(PolicyVersionCreated event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        writer.write(
                CREATE_VERSION,
                ViewRow.of(event.versionId())
                        .text("id", event.versionId())
                        .text("policy", event.policyId())
                        .number("version", (long) event.version())
                        .text("sha256", event.contentSha256())
                        .text("schema", event.schemaVersion())
                        .text("actor", by.actor())
                        .text("note", by.noteId())
                        .flag("operator", by.viaOperator())
                        .time("at", at));
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

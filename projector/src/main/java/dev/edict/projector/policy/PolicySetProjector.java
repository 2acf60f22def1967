package dev.edict.projector.policy;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.api.zone.GovernanceChanged;
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
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@code policy_sets} and {@code policy_set_versions}. */
@Component
@ProcessingGroup("enforcement")
class PolicySetProjector {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final ViewStatement CREATE_VERSION = new ViewStatement(
            ViewTable.POLICY_SET_VERSIONS,
            1,
            """
            insert into policy_set_versions
                (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version, created_by,
                created_via_operator, created_at)
            select id, policy_set, version, (
                    select jsonb_agg(jsonb_build_object('policy_version_id', entry) order by position)
                    from jsonb_array_elements_text(manifest::jsonb) with ordinality as m (entry, position)),
                sha256, schema, events.author(note, actor), operator, at
            from {rows}
            """,
            Repeated.FOLLOWS);

    private final ViewWriter writer;
    private final AttributedRows rows;

    PolicySetProjector(ViewWriter writer) {
        this.writer = writer;
        this.rows = new AttributedRows(writer, ViewTable.POLICY_SETS, "policy_sets");
    }

    @EventHandler
    void on(PolicySetCreated event, @Timestamp Instant at, MetaData metadata) {
        rows.create(
                event.policySetId(), event.zoneId(), event.name(), event.description(), at, Attribution.of(metadata));
    }

    @EventHandler
    void on(PolicySetVersionCreated event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        writer.write(
                CREATE_VERSION,
                ViewRow.of(event.versionId())
                        .text("id", event.versionId())
                        .text("policy_set", event.policySetId())
                        .number("version", (long) event.version())
                        .text("sha256", event.manifestSha256())
                        .text("schema", event.schemaVersion())
                        .text("actor", by.actor())
                        .text("note", by.noteId())
                        .flag("operator", by.viaOperator())
                        .time("at", at)
                        .text("manifest", JSON.writeValueAsString(event.policyVersionIds())));
        rows.stamp(event.policySetId(), at, by);
    }

    @EventHandler
    void on(GovernanceChanged event, @Timestamp Instant at, MetaData metadata) {
        rows.stamp(event.policySetId(), at, Attribution.of(metadata));
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

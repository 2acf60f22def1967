package dev.edict.projector.note;

import dev.edict.command.api.note.NoteErased;
import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import java.time.OffsetDateTime;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Credits to the actor what was credited to a name that is erased, as a rebuild does that no longer finds the name. */
@Component
@ProcessingGroup("enforcement")
class AuthorProjector {

    /** Follows every other statement of its table. */
    private static final int STEP = 9;

    private static final String IN_ZONE = "t.zone_id = r.zone_id";
    private static final String NAMED = IN_ZONE + " and t.name = r.name";

    private static final List<ViewStatement> CREDITS = List.of(
            credit(ViewTable.ZONES, "registered_zones", "created", "t.id = r.zone_id"),
            credit(ViewTable.ZONES, "registered_zones", "updated", "t.id = r.zone_id"),
            credit(ViewTable.POLICIES, "policies", "created", "t.id = r.policy_id"),
            credit(ViewTable.POLICIES, "policies", "updated", "t.id = r.policy_id"),
            credit(ViewTable.POLICY_VERSIONS, "policy_versions", "created", "t.id = r.version_id"),
            credit(ViewTable.POLICY_SETS, "policy_sets", "created", "t.id = r.policy_set_id"),
            credit(ViewTable.POLICY_SETS, "policy_sets", "updated", "t.id = r.policy_set_id"),
            credit(ViewTable.POLICY_SET_VERSIONS, "policy_set_versions", "created", "t.id = r.version_id"),
            credit(ViewTable.CANARIES, "canaries", "defined", NAMED),
            credit(ViewTable.CATALOGUES, "catalogues", "replaced", IN_ZONE),
            credit(ViewTable.SUITE_VERSIONS, "suite_versions", "defined", NAMED));

    private final ViewWriter writer;

    AuthorProjector(ViewWriter writer) {
        this.writer = writer;
    }

    /** An event that was caused on behalf of the erased name; only ids that it has are not null. */
    private record Done(
            String zoneId,
            @Nullable String policyId,
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable String name,
            String actor,
            OffsetDateTime at) {

        ViewRow row(String key) {
            return ViewRow.of(key)
                    .text("zone_id", zoneId)
                    .text("policy_id", policyId)
                    .text("policy_set_id", policySetId)
                    .text("version_id", versionId)
                    .text("name", name)
                    .text("actor", actor)
                    .time("at", at.toInstant());
        }
    }

    /** A row whose latest change has no author keeps none. */
    private static ViewStatement credit(ViewTable table, String name, String change, String key) {
        var statement =
                """
                update %1$s t set %2$s_by = r.actor from {rows} where %3$s and t.%2$s_at = r.at and t.%2$s_by is not null
                """;
        return new ViewStatement(table, STEP, statement.formatted(name, change, key), Repeated.FOLLOWS);
    }

    @EventHandler
    void on(NoteErased event) {
        var done = writer.ask(tables -> tables.sql("select * from events.done_for(:note)")
                .param("note", event.noteId())
                .query(Done.class)
                .list());
        for (var n = 0; n < done.size(); n++) {
            var row = done.get(n).row(event.noteId() + "/" + n);
            CREDITS.forEach(credit -> writer.write(credit, row));
        }
    }
}

package dev.edict.projector.policy;

import dev.edict.command.api.Attribution;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of policies or of policy sets: what each is called, who created it and who changed it last. */
final class AttributedRows {

    private final JdbcClient views;
    private final String table;

    /** {@code table} is {@code policies} or {@code policy_sets}. */
    AttributedRows(JdbcClient views, String table) {
        this.views = views;
        this.table = table;
    }

    void create(String id, String zoneId, String name, @Nullable String description, Instant at, Attribution by) {
        views.sql(
                        """
                insert into %s (id, zone_id, name, description, created_by, created_via_operator, created_at, updated_at)
                values (:id, :zone, :name, :description, events.author(:note, :actor), :operator, :at, :at)
                """
                                .formatted(table))
                .param("id", id)
                .param("zone", zoneId)
                .param("name", name)
                .param("description", description)
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Records the last change; an imported one does not replace a later one. */
    void stamp(String id, Instant at, Attribution by) {
        stamp(id, at, by, !by.imported());
    }

    /** Replaces the last change even if it is later; clears its author if it is not {@code attributed}. */
    void restamp(String id, boolean attributed, Instant at, Attribution by) {
        stamp(id, at, by, true);
        if (!attributed) {
            views.sql("update %s set updated_by = null where id = :id".formatted(table))
                    .param("id", id)
                    .update();
        }
    }

    void archive(String id, Instant at, Attribution by) {
        stamp(id, at, by);
        views.sql("update %s set archived_at = :at where id = :id".formatted(table))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    private void stamp(String id, Instant at, Attribution by, boolean evenOverLater) {
        views.sql(
                        """
                update %s
                set updated_at = :at, updated_by = events.author(:note, :actor), updated_via_operator = :operator
                where id = :id and (updated_at <= :at or :evenOverLater)
                """
                                .formatted(table))
                .param("evenOverLater", evenOverLater)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("actor", by.actor())
                .param("note", by.noteId())
                .param("operator", by.viaOperator())
                .param("id", id)
                .update();
    }
}

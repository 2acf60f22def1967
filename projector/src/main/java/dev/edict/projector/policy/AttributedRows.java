package dev.edict.projector.policy;

import dev.edict.command.api.Attribution;
import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of policies or of policy sets: what each is called, who created it and who changed it last. */
final class AttributedRows {

    private final ViewWriter writer;
    private final ViewStatement create;
    private final ViewStatement stampIfLater;
    private final ViewStatement stamp;
    private final ViewStatement archive;

    /** {@code name} is {@code policies} or {@code policy_sets}. */
    AttributedRows(ViewWriter writer, ViewTable table, String name) {
        this.writer = writer;
        this.create = new ViewStatement(
                table,
                1,
                """
                insert into %s (id, zone_id, name, description, created_by, created_via_operator, created_at, updated_at)
                select id, zone, name, description, events.author(note, actor), operator, at, at from {rows}
                """
                        .formatted(name),
                Repeated.FOLLOWS);
        this.stampIfLater = new ViewStatement(
                table,
                2,
                """
                update %s v
                set updated_at = at, updated_by = events.author(note, actor), updated_via_operator = operator
                from {rows} where v.id = r.id and updated_at <= at
                """
                        .formatted(name),
                Repeated.FOLLOWS);
        this.stamp = new ViewStatement(
                table,
                3,
                """
                update %s v set updated_at = at,
                    updated_by = case when attributed then events.author(note, actor) end,
                    updated_via_operator = operator
                from {rows} where v.id = r.id
                """
                        .formatted(name),
                Repeated.REPLACES);
        this.archive = new ViewStatement(
                table,
                4,
                """
                update %s v set archived_at = at from {rows} where v.id = r.id
                """
                        .formatted(name),
                Repeated.FOLLOWS);
    }

    void create(String id, String zoneId, String name, @Nullable String description, Instant at, Attribution by) {
        writer.write(
                create, row(id, at, by).text("zone", zoneId).text("name", name).text("description", description));
    }

    /** Records the last change; an imported one does not replace a later one. */
    void stamp(String id, Instant at, Attribution by) {
        if (by.imported()) {
            writer.write(stampIfLater, row(id, at, by));
        } else {
            restamp(id, true, at, by);
        }
    }

    /** Replaces the last change even if it is later; clears its author if it is not {@code attributed}. */
    void restamp(String id, boolean attributed, Instant at, Attribution by) {
        writer.write(stamp, row(id, at, by).flag("attributed", attributed));
    }

    void archive(String id, Instant at, Attribution by) {
        stamp(id, at, by);
        writer.write(archive, row(id, at, by));
    }

    private static ViewRow row(String id, Instant at, Attribution by) {
        return ViewRow.of(id)
                .text("id", id)
                .text("note", by.noteId())
                .text("actor", by.actor())
                .flag("operator", by.viaOperator())
                .time("at", at);
    }
}

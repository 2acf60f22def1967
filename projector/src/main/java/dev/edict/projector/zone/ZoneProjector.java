package dev.edict.projector.zone;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.api.zone.ZoneRegistered;
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

/** Maintains {@code registered_zones}. */
@Component
@ProcessingGroup("enforcement")
class ZoneProjector {

    private static final ViewStatement REGISTER = new ViewStatement(
            ViewTable.ZONES,
            1,
            """
            insert into registered_zones
                (id, name, slug, dcr_enabled, account, created_by, created_via_operator, created_at, updated_at)
            select zone, name, slug, dcr, account, events.author(note, actor), operator, at, at from {rows}
            """,
            Repeated.FOLLOWS);

    private static final ViewStatement CHANGE = new ViewStatement(
            ViewTable.ZONES,
            2,
            """
            update registered_zones z set name = coalesce(r.name, z.name), slug = coalesce(r.slug, z.slug),
                dcr_enabled = coalesce(dcr, dcr_enabled),
                operator_coauthor_badge = coalesce(badge, operator_coauthor_badge),
                operator_governed = coalesce(governed, operator_governed),
                updated_at = at, updated_by = events.author(note, actor), updated_via_operator = operator
            from {rows} where z.id = zone
            """,
            Repeated.FOLLOWS);

    private static final ViewStatement ARCHIVE = new ViewStatement(
            ViewTable.ZONES,
            3,
            """
            update registered_zones set archived_at = at from {rows} where id = zone
            """,
            Repeated.FOLLOWS);

    private final ViewWriter writer;

    ZoneProjector(ViewWriter writer) {
        this.writer = writer;
    }

    @EventHandler
    void on(ZoneRegistered event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        writer.write(
                REGISTER,
                zone(event.zoneId(), at)
                        .text("name", event.name())
                        .text("slug", event.slug())
                        .flag("dcr", event.dcrEnabled())
                        .text("account", (String) metadata.get(ZoneDirectory.ACCOUNT))
                        .text("actor", by.actor())
                        .text("note", by.noteId())
                        .flag("operator", by.viaOperator()));
    }

    @EventHandler
    void on(ZoneChanged event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        writer.write(
                CHANGE,
                zone(event.zoneId(), at)
                        .text("name", event.name())
                        .text("slug", event.slug())
                        .flag("dcr", event.dcrEnabled())
                        .flag("badge", event.operatorCoauthorBadge())
                        .flag("governed", event.operatorGoverned())
                        .text("note", by.noteId())
                        .text("actor", by.changer())
                        .flag("operator", by.viaOperator()));
    }

    @EventHandler
    void on(ZoneArchived event, @Timestamp Instant at) {
        writer.write(ARCHIVE, zone(event.zoneId(), at));
    }

    private static ViewRow zone(String zoneId, Instant at) {
        return ViewRow.of(zoneId).text("zone", zoneId).time("at", at);
    }
}

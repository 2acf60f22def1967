package dev.edict.projector.catalogue;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.catalogue.CatalogueReplaced;
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

/** Maintains {@code catalogues}. */
@Component
@ProcessingGroup("enforcement")
class CatalogueProjector {

    private static final ViewStatement REPLACE = new ViewStatement(
                    ViewTable.CATALOGUES,
                    1,
                    """
                    insert into catalogues
                        (zone_id, catalogue_version, content, content_sha256, replaced_by, replaced_at)
                    select zone, version, content, r.sha256, events.author(note, actor), at
                    from {rows} join events.content t on t.sha256 = r.sha256
                        and encode(sha256(convert_to(t.content, 'UTF8')), 'hex') = r.sha256
                    on conflict (zone_id) do update set
                        catalogue_version = excluded.catalogue_version, content = excluded.content,
                        content_sha256 = excluded.content_sha256, replaced_by = excluded.replaced_by,
                        replaced_at = excluded.replaced_at
                    """,
                    Repeated.REPLACES)
            .orElse(row ->
                    "the log has no text with the SHA-256 %s of the catalogue of zone %s: it is missing or was changed"
                            .formatted(row.value("sha256"), row.value("zone")));

    private final ViewWriter writer;

    CatalogueProjector(ViewWriter writer) {
        this.writer = writer;
    }

    @EventHandler
    void on(CatalogueReplaced event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        writer.write(
                REPLACE,
                ViewRow.of(event.zoneId())
                        .text("zone", event.zoneId())
                        .number("version", event.catalogueVersion())
                        .text("note", by.noteId())
                        .text("actor", by.actor())
                        .time("at", at)
                        .text("sha256", event.contentSha256()));
    }
}

package dev.edict.projector.catalogue;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.catalogue.CatalogueReplaced;
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

/** Maintains {@code catalogues}. */
@Component
@ProcessingGroup("enforcement")
class CatalogueProjector {

    private final JdbcClient views;

    CatalogueProjector(@Qualifier("writePool") DataSource writePool) {
        this.views = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(CatalogueReplaced event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        var replaced = views.sql(
                        """
                insert into catalogues
                    (zone_id, catalogue_version, content, content_sha256, replaced_by, replaced_at)
                select :zone, :version, content, sha256, events.author(:note, :actor), :at
                from events.content
                where sha256 = :sha256 and encode(sha256(convert_to(content, 'UTF8')), 'hex') = :sha256
                on conflict (zone_id) do update set
                    catalogue_version = excluded.catalogue_version, content = excluded.content,
                    content_sha256 = excluded.content_sha256, replaced_by = excluded.replaced_by,
                    replaced_at = excluded.replaced_at
                """)
                .param("zone", event.zoneId())
                .param("version", event.catalogueVersion())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("sha256", event.contentSha256())
                .update();
        if (replaced != 1) {
            throw new IllegalStateException(
                    "the log has no text with the SHA-256 %s of the catalogue of zone %s: it is missing or was changed"
                            .formatted(event.contentSha256(), event.zoneId()));
        }
    }
}

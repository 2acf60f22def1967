package dev.edict.command.catalogue;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.catalogue.CatalogueService.StoredCatalogue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.catalogue}. */
@Component
@ProcessingGroup("lookups")
class JdbcCatalogues implements CatalogueVersions {

    private final JdbcClient lookups;
    private final CatalogueProperties properties;

    JdbcCatalogues(@Qualifier("writePool") DataSource writePool, CatalogueProperties properties) {
        this.lookups = JdbcClient.create(writePool);
        this.properties = properties;
    }

    /** Versions that were kept earlier do not count while another place is the source. */
    @Override
    public long version(String zoneId) {
        if (properties.kind() != CatalogueProperties.Mode.MANAGED) {
            return 0;
        }
        return lookups.sql(
                        """
                select coalesce((select catalogue_version from command.catalogue where zone_id = :zone), 0)
                """)
                .param("zone", zoneId)
                .query(Long.class)
                .single();
    }

    /** The catalogue of a zone as of the current transaction. */
    StoredCatalogue stored(String zoneId) {
        return lookups.sql(
                        """
                select catalogue_version, content_sha256, content_length, applications, resources, terms,
                    replaced_at, replaced_by
                from command.catalogue where zone_id = :zone
                """)
                .param("zone", zoneId)
                .query((row, n) -> new StoredCatalogue(
                        row.getLong("catalogue_version"),
                        row.getString("content_sha256"),
                        row.getInt("content_length"),
                        row.getInt("applications"),
                        row.getInt("resources"),
                        row.getInt("terms"),
                        row.getObject("replaced_at", OffsetDateTime.class).toInstant(),
                        row.getString("replaced_by")))
                .single();
    }

    @EventHandler
    void on(CatalogueReplaced event, @Timestamp Instant at, MetaData metadata) {
        var by = Attribution.of(metadata);
        lookups.sql(
                        """
                insert into command.catalogue
                    (zone_id, catalogue_version, content_sha256, content_length, applications, resources, terms,
                    replaced_by, replaced_at)
                values (:zone, :version, :sha256, :length, :applications, :resources, :terms,
                    events.author(:note, :actor), :at)
                on conflict (zone_id) do update set
                    catalogue_version = excluded.catalogue_version, content_sha256 = excluded.content_sha256,
                    content_length = excluded.content_length, applications = excluded.applications,
                    resources = excluded.resources, terms = excluded.terms,
                    replaced_by = excluded.replaced_by, replaced_at = excluded.replaced_at
                """)
                .param("zone", event.zoneId())
                .param("version", event.catalogueVersion())
                .param("sha256", event.contentSha256())
                .param("length", event.contentLength())
                .param("applications", event.applications())
                .param("resources", event.resources())
                .param("terms", event.terms())
                .param("note", by.noteId())
                .param("actor", by.actor())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}

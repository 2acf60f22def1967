package dev.edict.query.catalogue;

import static dev.edict.query.QueryRejection.Reason.CATALOGUE_OFF;

import dev.edict.query.ContentCorrupted;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads the catalogues of zones. */
@Component
public class CatalogueReader {

    static final String MANAGED = "managed";
    static final String DATABASE = "database";
    private static final String OFF = "off";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient tables;
    private final LiveCatalogue live;
    private final String mode;

    CatalogueReader(
            @Qualifier("queryPool") DataSource queryPool, @Value("${edict.catalogue.mode:managed}") String mode) {
        this.tables = JdbcClient.create(queryPool);
        this.live = new LiveCatalogue(queryPool);
        this.mode = mode;
    }

    /** Where catalogues are: {@code managed}, {@code database} or {@code off}. */
    public String mode() {
        return mode;
    }

    /**
     * The version of a zone's catalogue, without reading it; empty for an unknown zone.
     *
     * @throws dev.edict.query.QueryRejection {@code catalogue_off}
     */
    Optional<Long> version(String zoneId) {
        requireCatalogues();
        return tables.sql(
                        """
                        select coalesce(c.catalogue_version, 0)
                        from views.registered_zones z left join views.catalogues c on c.zone_id = z.id
                        where z.id = :zone and z.archived_at is null
                        """)
                .param("zone", zoneId)
                .query(Long.class)
                .optional();
    }

    /**
     * The catalogue of a zone; empty for an unknown zone.
     *
     * @throws ContentCorrupted if it is not the one that was given
     * @throws dev.edict.query.QueryRejection {@code catalogue_off}, {@code catalogue_unreadable}
     */
    public Optional<ZoneCatalogue> find(String zoneId) {
        requireCatalogues();
        var row = tables.sql(
                        """
                        select z.id as zone_id, coalesce(c.catalogue_version, 0) as catalogue_version, c.content,
                            c.content_sha256, c.replaced_at, c.replaced_by
                        from views.registered_zones z left join views.catalogues c
                            on c.zone_id = z.id and :mode = 'managed'
                        where z.id = :zone and z.archived_at is null
                        """)
                .param("zone", zoneId)
                .param("mode", mode)
                .query(Row.class)
                .optional();
        return row.map(found -> mode.equals(DATABASE) ? live.of(zoneId) : found.catalogue());
    }

    private void requireCatalogues() {
        if (mode.equals(OFF)) {
            throw CATALOGUE_OFF.because("there are no catalogues: EDICT_CATALOGUE is off");
        }
    }

    /** A zone with its catalogue, or without one. */
    private record Row(
            String zoneId,
            long catalogueVersion,
            @Nullable String content,
            @Nullable String contentSha256,
            @Nullable OffsetDateTime replacedAt,
            @Nullable String replacedBy) {

        ZoneCatalogue catalogue() {
            if (content == null || contentSha256 == null || replacedAt == null) {
                return new ZoneCatalogue(zoneId, MANAGED, 0, null, null, List.of(), List.of(), List.of());
            }
            ContentCorrupted.checkCatalogue(zoneId, contentSha256, content);
            var read = JSON.readValue(content, ZoneCatalogue.Content.class);
            return new ZoneCatalogue(
                    zoneId,
                    MANAGED,
                    catalogueVersion,
                    replacedAt.toInstant(),
                    replacedBy,
                    read.applications(),
                    read.resources(),
                    read.terms());
        }
    }
}

package dev.edict.command.catalogue;

import dev.edict.command.content.ContentCorrupted;
import dev.edict.decision.catalogue.Catalogue;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads catalogues where {@link CatalogueProperties} says that they are. They are read for questions too, so they take no
 * connection that commands need.
 */
@Component
class JdbcZoneCatalogues implements ZoneCatalogues {

    private final JdbcClient tables;
    private final LiveCatalogue live;
    private final CatalogueProperties properties;

    JdbcZoneCatalogues(@Qualifier("queryPool") DataSource queryPool, CatalogueProperties properties) {
        this.tables = JdbcClient.create(queryPool);
        this.live = new LiveCatalogue(queryPool);
        this.properties = properties;
    }

    @Override
    public Optional<Catalogue> find(String zoneId) {
        return switch (properties.kind()) {
            case MANAGED -> stored(zoneId).map(CatalogueNames::of);
            case DATABASE -> Optional.of(CatalogueNames.of(live.of(zoneId)));
            case OFF -> Optional.empty();
        };
    }

    private Optional<String> stored(String zoneId) {
        return tables.sql(
                        """
                select k.content_sha256, t.content
                from command.catalogue k left join events.content t on t.sha256 = k.content_sha256
                where k.zone_id = :zone
                """)
                .param("zone", zoneId)
                .query(Row.class)
                .optional()
                .map(row -> ContentCorrupted.verifiedCatalogue(zoneId, row.contentSha256(), row.content()));
    }

    private record Row(String contentSha256, @Nullable String content) {}
}

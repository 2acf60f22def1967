package dev.edict.command.catalogue;

import dev.edict.command.content.ContentCorrupted;
import dev.edict.decision.catalogue.Catalogue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads catalogues where {@link CatalogueProperties} says that they are. They are read for questions too, so they take no
 * connection that commands need.
 */
@Component
class JdbcZoneCatalogues implements ZoneCatalogues {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

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
            case MANAGED -> stored(zoneId).map(JdbcZoneCatalogues::catalogue);
            case DATABASE -> Optional.of(catalogue(live.of(zoneId)));
            case OFF -> Optional.empty();
        };
    }

    private Optional<CatalogueContent> stored(String zoneId) {
        return tables.sql(
                        """
                select k.content_sha256, t.content
                from command.catalogue k left join events.content t on t.sha256 = k.content_sha256
                where k.zone_id = :zone
                """)
                .param("zone", zoneId)
                .query(Row.class)
                .optional()
                .map(row -> JSON.readValue(
                        ContentCorrupted.verifiedCatalogue(zoneId, row.contentSha256(), row.content()),
                        CatalogueContent.class));
    }

    private record Row(String contentSha256, @Nullable String content) {}

    private static Catalogue catalogue(CatalogueContent content) {
        var applications = new LinkedHashSet<String>();
        content.applications().forEach(application -> applications.add(application.id()));
        var terms = new LinkedHashMap<String, String>();
        if (content.terms() != null) {
            content.terms().forEach(term -> terms.put(term.term(), term.replacedBy()));
        }
        return new Catalogue(
                applications,
                content.resources().stream()
                        .map(resource -> new Catalogue.Resource(
                                resource.identifier(), set(resource.scopes()), set(resource.tieredScopes())))
                        .toList(),
                terms,
                (one, other, most) -> new DamerauLevenshteinDistance(most).apply(one, other));
    }

    private static Set<String> set(@Nullable List<String> scopes) {
        return scopes == null ? Set.of() : new LinkedHashSet<>(scopes);
    }
}

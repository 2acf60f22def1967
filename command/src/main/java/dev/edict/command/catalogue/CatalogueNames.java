package dev.edict.command.catalogue;

import dev.edict.decision.catalogue.Catalogue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The names of a catalogue as policy documents are compared with them. */
final class CatalogueNames {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private CatalogueNames() {}

    /** @param json as {@link CatalogueText} writes it */
    static Catalogue of(String json) {
        return of(JSON.readValue(json, CatalogueContent.class));
    }

    static Catalogue of(CatalogueContent content) {
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

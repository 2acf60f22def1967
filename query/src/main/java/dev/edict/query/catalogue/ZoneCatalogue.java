package dev.edict.query.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of a zone.
 *
 * @param source {@code managed}, or {@code database} if it is read from the tables of a token service
 * @param catalogueVersion counts the changes; 0 for none, and always with the source {@code database}
 * @param replacedAt null for a catalogue of version 0
 * @param replacedBy null for a catalogue of version 0
 */
public record ZoneCatalogue(
        String zoneId,
        String source,
        long catalogueVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant replacedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String replacedBy,
        List<CataloguedApplication> applications,
        List<CataloguedResource> resources,
        List<CataloguedTerm> terms) {

    /** An application that may act in the zone. */
    public record CataloguedApplication(String id, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name) {}

    /**
     * A resource with its scopes.
     *
     * @param tieredScopes those of the scopes that should have a risk tier
     */
    public record CataloguedResource(
            String identifier,
            List<String> scopes,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> tieredScopes) {}

    /**
     * A deprecated term: an application id, resource identifier, scope, label or tier.
     *
     * @param replacedBy the term to use instead
     */
    public record CataloguedTerm(String term, String replacedBy) {}

    /** What the stored text has. */
    record Content(
            List<CataloguedApplication> applications, List<CataloguedResource> resources, List<CataloguedTerm> terms) {}
}

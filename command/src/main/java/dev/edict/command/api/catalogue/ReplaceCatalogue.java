package dev.edict.command.api.catalogue;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Replaces the catalogue of a zone.
 *
 * @param content the catalogue as canonical JSON
 * @param contentSha256 lower-case hex SHA-256 of its UTF-8 bytes
 * @param contentLength in bytes
 * @param applications how many it has
 * @param resources how many it has
 * @param terms how many it has
 */
public record ReplaceCatalogue(
        @TargetAggregateIdentifier String catalogueId,
        String zoneId,
        String content,
        String contentSha256,
        int contentLength,
        int applications,
        int resources,
        int terms)
        implements CatalogueCommand {

    public ReplaceCatalogue(
            String zoneId,
            String content,
            String contentSha256,
            int contentLength,
            int applications,
            int resources,
            int terms) {
        this(
                CatalogueCommand.idOf(zoneId),
                zoneId,
                content,
                contentSha256,
                contentLength,
                applications,
                resources,
                terms);
    }
}

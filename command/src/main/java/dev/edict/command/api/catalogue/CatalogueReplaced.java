package dev.edict.command.api.catalogue;

import org.axonframework.serialization.Revision;

/**
 * The zone has this catalogue, which replaces an earlier one.
 *
 * @param catalogueVersion the previous version + 1, from 1 on without gaps
 * @param contentSha256 lower-case hex SHA-256 of the catalogue's UTF-8 bytes, which {@code events.content} holds
 * @param contentLength in bytes
 * @param applications how many it has
 * @param resources how many it has
 * @param terms how many it has
 */
@Revision("1")
public record CatalogueReplaced(
        String zoneId,
        long catalogueVersion,
        String contentSha256,
        int contentLength,
        int applications,
        int resources,
        int terms)
        implements CatalogueEvent {}

package dev.edict.command.api.policy;

import org.axonframework.serialization.Revision;

/**
 * The policy has an immutable version with this content.
 *
 * @param version 1, 2, 3 … per policy
 * @param contentSha256 lower-case hex SHA-256 of the UTF-8 content, which {@code events.content} stores
 * @param contentLength length of the content in UTF-16 code units
 */
@Revision("1")
public record PolicyVersionCreated(
        String policyId,
        String zoneId,
        String versionId,
        int version,
        String contentSha256,
        int contentLength,
        String schemaVersion)
        implements PolicyEvent {}

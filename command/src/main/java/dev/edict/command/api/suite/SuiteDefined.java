package dev.edict.command.api.suite;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The zone has a suite of this name, which replaces an earlier one of the same name.
 *
 * @param suiteVersion the previous version of this name + 1, also after a removal
 * @param contentSha256 lower-case hex SHA-256 of the UTF-8 bytes of the cases, which {@code events.content} holds
 * @param contentLength in bytes
 * @param cases how many cases the suite has
 */
@Revision("1")
public record SuiteDefined(
        String zoneId,
        long suitesVersion,
        String name,
        long suiteVersion,
        @Nullable String description,
        String contentSha256,
        int contentLength,
        int cases,
        int count,
        int totalCases)
        implements SuiteEvent {}

package dev.edict.command.api.canary;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The zone has a canary of this name, which replaces an earlier one of the same name.
 *
 * @param inputSha256 lower-case hex SHA-256 of the policy input's UTF-8 bytes, which {@code events.content} holds
 * @param inputLength in bytes
 * @param expect {@code allow} or {@code deny}
 * @param expectReason the deny reason that is expected; null if any will do
 */
@Revision("1")
public record CanaryDefined(
        String zoneId,
        long canariesVersion,
        String name,
        String inputSha256,
        int inputLength,
        String expect,
        @Nullable String expectReason,
        int count)
        implements CanaryEvent {}

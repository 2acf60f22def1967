package dev.edict.query.report.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version governed the zone, or none did.
 *
 * @param fromAt when it began, or the beginning of the report's period if that is later
 * @param untilAt when it ended, or the end of the report's period if that is earlier
 * @param change {@code activated}, {@code rolled_back}, {@code deactivated}, or {@code none} before the first activation
 * @param index the event that began it; null before the first activation
 * @param versionId null if nothing governed: every request is denied
 */
public record GoverningPeriod(
        Instant fromAt,
        Instant untilAt,
        String change,
        @Nullable Long index,
        @Nullable Long activationSeq,
        @Nullable String policySetId,
        @Nullable String policySetName,
        @Nullable String versionId,
        @Nullable Integer version,
        @Nullable String manifestSha256,
        @Nullable String actor) {}

package dev.edict.query.feed;

import org.jspecify.annotations.Nullable;

/**
 * The latest change of a zone's governance.
 *
 * @param activationSeq its number within the zone, from 1
 * @param versionId null when nothing governs from here on
 * @param manifestSha256 hexadecimal; null when nothing governs
 * @param position its place among the changes of all zones, which grows with time
 */
public record ActivationChange(
        String zoneId,
        long activationSeq,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        long position) {}

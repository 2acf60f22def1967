package dev.edict.query.delta;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the delta between two versions.
 *
 * @param documents the difference of the texts; only on the first page
 */
record VersionDelta(
        String zoneId,
        String versionId,
        Against against,
        @JsonUnwrapped DeltaPart delta,
        List<DocumentDiff> documents,
        @Nullable String nextCursor) {}

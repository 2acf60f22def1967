package dev.edict.query.policyset;

import dev.edict.query.Listed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A live policy set, with its version that governs the zone; null for none. */
public record PolicySet(
        String id,
        String zoneId,
        String name,
        @Nullable String description,
        String createdBy,
        boolean createdViaOperator,
        @Nullable String updatedBy,
        boolean updatedViaOperator,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String activeVersionId)
        implements Listed {}

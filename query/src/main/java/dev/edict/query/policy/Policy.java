package dev.edict.query.policy;

import dev.edict.query.Listed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A live policy, with who created it and who changed it last. */
public record Policy(
        String id,
        String zoneId,
        String name,
        @Nullable String description,
        String createdBy,
        boolean createdViaOperator,
        @Nullable String updatedBy,
        boolean updatedViaOperator,
        Instant createdAt,
        Instant updatedAt)
        implements Listed {}

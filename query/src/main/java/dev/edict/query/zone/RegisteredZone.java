package dev.edict.query.zone;

import dev.edict.query.Listed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record RegisteredZone(
        String id,
        String name,
        String slug,
        boolean dcrEnabled,
        boolean operatorCoauthorBadge,
        boolean operatorGoverned,
        String createdBy,
        boolean createdViaOperator,
        @Nullable String updatedBy,
        boolean updatedViaOperator,
        Instant createdAt,
        Instant updatedAt)
        implements Listed {}

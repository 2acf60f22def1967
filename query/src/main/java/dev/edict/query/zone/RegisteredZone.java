package dev.edict.query.zone;

import dev.edict.query.Listed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A live zone as the contract describes it (§1.5). */
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

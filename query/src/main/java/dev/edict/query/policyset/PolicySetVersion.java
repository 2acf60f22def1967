package dev.edict.query.policyset;

import dev.edict.query.Listed;
import java.time.Instant;

/** A sealed version of a policy set. */
public record PolicySetVersion(
        String id,
        String policySetId,
        int version,
        String manifestSha256,
        String schemaVersion,
        String createdBy,
        boolean createdViaOperator,
        Instant createdAt)
        implements Listed {}

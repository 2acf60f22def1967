package dev.edict.query.zone;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What governs a zone, and the change that led there.
 *
 * @param activationSeq number of the latest activation, rollback or deactivation; 0 when there was none
 * @param outboxId the invalidation that announced it
 */
record Governance(
        String zoneId,
        boolean governed,
        @Nullable String policySetId,
        @Nullable String policySetName,
        @Nullable String versionId,
        @Nullable Integer version,
        @Nullable String manifestSha256,
        long activationSeq,
        @Nullable String previousVersionId,
        @Nullable Instant since,
        @Nullable String actor,
        @Nullable String outboxId) {}

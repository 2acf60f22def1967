package dev.edict.query.zone;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The governing version of a zone and the change that activated it.
 *
 * @param activationSeq number of the latest activation, rollback or deactivation; 0 for none
 * @param outboxId the invalidation that announced the change
 */
public record Governance(
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

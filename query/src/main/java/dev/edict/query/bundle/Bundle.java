package dev.edict.query.bundle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision point enforces for a zone, and the change of the governance that it belongs to.
 *
 * @param activationSeq number of the latest activation, rollback or deactivation; 0 for none
 * @param policySetId the set that governs or, after a deactivation, the one that governed; null before the first
 *     activation
 * @param versionId null when nothing governs, so that every request is denied
 * @param manifestSha256 hexadecimal, of the ids of {@code policies} (contract §1.3); null when nothing governs
 * @param policies in the order of the manifest
 */
public record Bundle(
        String zoneId,
        long activationSeq,
        @Nullable String policySetId,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        @Nullable Instant since,
        List<Document> policies) {

    /**
     * One policy of a bundle.
     *
     * @param contentSha256 hexadecimal, of the UTF-8 bytes of the content
     */
    public record Document(String policyVersionId, String content, String contentSha256) {}
}

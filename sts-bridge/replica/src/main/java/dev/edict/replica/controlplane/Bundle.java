package dev.edict.replica.controlplane;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What governs a zone: the manifest of the active policy-set version and its contents, as the control plane has them.
 *
 * @param activationSeq counts the zone's activations, rollbacks and deactivations; 0 if there was none
 * @param policySetId null if there was no activation
 * @param versionId the active policy-set version; null if nothing governs the zone
 * @param manifestSha256 SHA-256 of the manifest (contract §1.3) as lowercase hex; null if nothing governs
 * @param since when the activation took effect, by the control plane's clock; null if there was none
 * @param policies in the manifest's order; empty if nothing governs
 */
public record Bundle(
        String zoneId,
        long activationSeq,
        @Nullable String policySetId,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        @Nullable Instant since,
        List<Policy> policies) {

    /** The maximum number of policies (contract §8.1). */
    public static final int MOST_POLICIES = 256;

    public Bundle {
        policies = List.copyOf(policies);
    }

    /**
     * One policy version.
     *
     * @param content the document, as its author wrote it
     * @param contentSha256 SHA-256 of its UTF-8 bytes, as lowercase hex
     */
    public record Policy(String policyVersionId, String content, String contentSha256) {}

    /** The bundle of a zone that never had an activation. */
    public static Bundle neverActivated(String zoneId) {
        return new Bundle(zoneId, 0, null, null, null, null, List.of());
    }
}

package dev.edict.replica.controlplane;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Holds a bundle to its own hashes: the manifest's (contract §1.3, §6.2) and each content's. */
public final class BundleVerification {

    private static final JsonMapper COMPACT = JsonMapper.builder().build();

    private record Entry(String policy_version_id) {}

    private BundleVerification() {}

    /**
     * Returns the bundle if it is of this zone and consistent.
     *
     * @throws ControlPlaneFailure {@code bundle_mismatch} that names the first difference
     */
    public static Bundle verified(String zoneId, Bundle bundle) {
        require(bundle.zoneId().equals(zoneId), "it is of another zone");
        require(bundle.activationSeq() >= 0, "its activation_seq is negative");
        if (bundle.versionId() == null) {
            require(bundle.manifestSha256() == null && bundle.policies().isEmpty(), "it has a manifest but no version");
            return bundle;
        }
        require(bundle.activationSeq() > 0, "it has a version but no activation");
        require(bundle.policySetId() != null, "it has a version but no policy set");
        verifyManifest(bundle);
        for (var policy : bundle.policies()) {
            require(
                    sha256(policy.content()).equals(policy.contentSha256()),
                    "the content of policy version %s does not have its hash".formatted(policy.policyVersionId()));
        }
        return bundle;
    }

    private static void verifyManifest(Bundle bundle) {
        var ids = bundle.policies().stream().map(Bundle.Policy::policyVersionId).toList();
        require(!ids.isEmpty() && ids.size() <= Bundle.MOST_POLICIES, "it has %d policies".formatted(ids.size()));
        require(new HashSet<>(ids).size() == ids.size(), "it has a policy version twice");
        require(
                Objects.equals(manifestSha256(ids), bundle.manifestSha256()),
                "its policies do not have the manifest's hash");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ControlPlaneFailure("bundle_mismatch", "the bundle is not loaded: " + otherwise);
        }
    }

    /** The hash of a manifest with these policy versions in this order, as lowercase hex. */
    public static String manifestSha256(List<String> policyVersionIds) {
        return sha256(COMPACT.writeValueAsString(
                policyVersionIds.stream().map(Entry::new).toList()));
    }

    /** SHA-256 of the text's UTF-8 bytes, as lowercase hex. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** SHA-256. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime cannot compute SHA-256", e);
        }
    }
}

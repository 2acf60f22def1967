package dev.edict.command.policyset;

import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Optional;

/** The existing sealed versions of policy sets. */
public interface SealedVersions {

    /** A version of an unarchived set in a zone. */
    Optional<SealedVersion> find(String zoneId, String policySetId, String versionId);

    /** A version in a zone, also one of an archived set. */
    Optional<SealedVersion> find(String zoneId, String versionId);

    /** Ids of the archived policies that a version contains; normally none. */
    List<String> archivedPolicies(String versionId);

    /** The texts of a version in manifest order, each with its policy-version id. */
    List<PolicyDocument> documents(String versionId);

    /**
     * The hash of a manifest (contract §1.3).
     *
     * @throws dev.edict.command.api.Rejection if a manifest with these entries is invalid
     */
    static String manifestSha256(List<String> policyVersionIds) {
        return new Manifest(policyVersionIds).sha256();
    }

    /** An immutable version. */
    record SealedVersion(
            String versionId, String policySetId, int version, String manifestSha256, String schemaVersion) {}
}

package dev.edict.query.policyset;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A version with its manifest in order.
 *
 * @param manifestJson the hashed form
 * @param policies the ids alone
 * @param contents the policy versions by name, without their texts
 */
record SealedManifest(
        @JsonUnwrapped PolicySetVersion version,
        List<Entry> manifestJson,
        List<String> policies,
        List<SealedPolicy> contents) {

    record Entry(String policyVersionId) {}

    /** A policy version of a manifest. */
    record SealedPolicy(
            String policyId, String policyName, String policyVersionId, int version, String contentSha256) {}

    static SealedManifest of(PolicySetVersion version, List<String> policyVersionIds, List<SealedPolicy> contents) {
        return new SealedManifest(
                version, policyVersionIds.stream().map(Entry::new).toList(), policyVersionIds, contents);
    }
}

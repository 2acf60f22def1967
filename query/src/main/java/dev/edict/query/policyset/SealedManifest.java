package dev.edict.query.policyset;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A version with its manifest in order, as entries (the hashed form) and as plain ids. */
record SealedManifest(@JsonUnwrapped PolicySetVersion version, List<Entry> manifestJson, List<String> policies) {

    record Entry(String policyVersionId) {}

    static SealedManifest of(PolicySetVersion version, List<String> policyVersionIds) {
        return new SealedManifest(
                version, policyVersionIds.stream().map(Entry::new).toList(), policyVersionIds);
    }
}

package dev.edict.command.policyset;

import static dev.edict.command.api.Rejection.Reason.INVALID_POLICY_CONTRACT;
import static dev.edict.command.api.Rejection.Reason.POLICY_ARCHIVED;

import dev.edict.command.content.Sha256;
import dev.edict.command.policy.PolicyVersions.KnownPolicyVersion;
import dev.edict.decision.input.PolicyInput;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** An ordered list of policy-version ids. */
record Manifest(List<String> policyVersionIds) {

    static final int MAX_ENTRIES = 256;

    private static final JsonMapper COMPACT = JsonMapper.shared();

    Manifest {
        policyVersionIds = List.copyOf(policyVersionIds);
        if (policyVersionIds.isEmpty()) {
            throw INVALID_POLICY_CONTRACT.because("a policy set version needs at least one policy version");
        }
        if (policyVersionIds.size() > MAX_ENTRIES) {
            throw INVALID_POLICY_CONTRACT.because("the manifest exceeds maximum of %d policy versions", MAX_ENTRIES);
        }
        if (new HashSet<>(policyVersionIds).size() < policyVersionIds.size()) {
            throw INVALID_POLICY_CONTRACT.because("the manifest contains duplicate policy versions");
        }
    }

    /** Compact JSON in the author's order: the hashed bytes (contract §1.3). */
    String json() {
        return COMPACT.writeValueAsString(policyVersionIds.stream()
                .map(id -> Map.of("policy_version_id", id))
                .toList());
    }

    String sha256() {
        return Sha256.hex(json());
    }

    /**
     * Checks the entries against the known versions; the first failure in the contract's order wins.
     *
     * @return their common schema version
     */
    String verifiedSchema(String zoneId, List<KnownPolicyVersion> known) {
        var versions = inOrder(known);
        var schema = versions.get(0).schemaVersion();
        versions.forEach(version -> verify(version, zoneId, schema));
        return schema;
    }

    /** Checks only that the entries exist in this zone. */
    void requireInZone(String zoneId, List<KnownPolicyVersion> known) {
        inOrder(known).forEach(version -> verifyZone(version, zoneId));
    }

    private List<KnownPolicyVersion> inOrder(List<KnownPolicyVersion> known) {
        var byId = known.stream().collect(Collectors.toMap(KnownPolicyVersion::versionId, version -> version));
        var missing =
                policyVersionIds.stream().filter(id -> !byId.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            throw INVALID_POLICY_CONTRACT.because("missing policy versions: %s", String.join(", ", missing));
        }
        return policyVersionIds.stream()
                .flatMap(id -> Stream.ofNullable(byId.get(id)))
                .toList();
    }

    private static void verifyZone(KnownPolicyVersion version, String zoneId) {
        if (!version.zoneId().equals(zoneId)) {
            throw INVALID_POLICY_CONTRACT.because("policy version %s is of a different zone", version.versionId());
        }
    }

    private static void verify(KnownPolicyVersion version, String zoneId, String schema) {
        verifyZone(version, zoneId);
        if (!version.schemaVersion().equals(schema)) {
            throw INVALID_POLICY_CONTRACT.because(
                    "policy version %s of schema %s does not match policy set schema %s",
                    version.versionId(), version.schemaVersion(), schema);
        }
        if (!version.schemaVersion().equals(PolicyInput.SCHEMA_VERSION)) {
            throw INVALID_POLICY_CONTRACT.because("unsupported_schema_version:%s", version.schemaVersion());
        }
        if (version.policyArchived()) {
            throw POLICY_ARCHIVED.because(
                    "policy version %s is of the archived policy %s", version.versionId(), version.policyId());
        }
    }
}

package dev.edict.diagnosis;

import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sealed versions in memory; each document is a version of its own policy, such as {@code v1-p0}. */
final class StoredVersions implements SealedVersions {

    static final String HEAD = "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\n";

    private final Map<String, List<PolicyDocument>> documents = new HashMap<>();

    /** @param bodies what comes after the five lines of the head */
    void seal(String versionId, String... bodies) {
        var texts = new ArrayList<PolicyDocument>();
        for (var body : bodies) {
            texts.add(new PolicyDocument(versionId + "-p" + texts.size(), HEAD + body));
        }
        documents.put(versionId, texts);
    }

    @Override
    public Optional<SealedVersion> find(String zoneId, String policySetId, String versionId) {
        return find(zoneId, versionId);
    }

    @Override
    public Optional<SealedVersion> find(String zoneId, String versionId) {
        return Optional.of(new SealedVersion(versionId, "s1", 1, "a".repeat(64), "2026-05-20"));
    }

    @Override
    public List<String> archivedPolicies(String versionId) {
        return List.of();
    }

    @Override
    public List<PolicyDocument> documents(String versionId) {
        return Objects.requireNonNull(documents.get(versionId));
    }
}

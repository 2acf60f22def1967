package dev.edict.audit.evaluate;

import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sealed versions of one zone, in memory; each document is a version of its own policy. */
final class Versions implements SealedVersions {

    private final Map<String, List<PolicyDocument>> documents = new HashMap<>();

    Versions with(String versionId, String... contents) {
        var texts = new ArrayList<PolicyDocument>();
        for (var content : contents) {
            texts.add(new PolicyDocument(versionId + "-p" + texts.size(), content));
        }
        documents.put(versionId, texts);
        return this;
    }

    Governance governance(String versionId) {
        return Governance.of(find(RowRequest.ZONE, versionId).orElseThrow());
    }

    static String manifest(String versionId) {
        return SealedVersions.manifestSha256(List.of(versionId + "-p0"));
    }

    @Override
    public Optional<SealedVersion> find(String zoneId, String policySetId, String versionId) {
        return find(zoneId, versionId);
    }

    @Override
    public Optional<SealedVersion> find(String zoneId, String versionId) {
        return zoneId.equals(RowRequest.ZONE) && documents.containsKey(versionId)
                ? Optional.of(new SealedVersion(versionId, "set-1", 1, manifest(versionId), "2026-05-20"))
                : Optional.empty();
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

package dev.edict.app.sdk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The SDKs' {@code ensureActivePolicySet} (§3.1): makes a policy and a set of it be as wanted, and changes nothing else. */
final class Reconciler {

    private final Sdk sdk;
    private final String zone;

    Reconciler(Sdk sdk, String zoneId) {
        this.sdk = sdk;
        this.zone = "/v1/zones/" + zoneId;
    }

    /** Whether anything had to be activated. */
    boolean ensure(String policyName, String setName, String content) {
        var policy = named("/policies", policyName);
        var changed = policy.isEmpty() || !isLatest(policy.get(), content);
        var policyVersionId = policy.isEmpty()
                ? sdk.post(zone + "/policies", Map.of("name", policyName, "content", content))
                        .path("version_id")
                        .asString()
                : changed ? addVersion(policy.get(), content) : "";
        var set = named("/policy-sets", setName)
                .orElseGet(() -> sdk.post(zone + "/policy-sets", Map.of("name", setName)));
        if (!changed && !set.path("active_version_id").isNull()) {
            return false;
        }
        activate(set.path("id").asString(), policyVersionId);
        return true;
    }

    private Optional<JsonNode> named(String collection, String name) {
        return sdk.list(zone + collection).stream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst();
    }

    private boolean isLatest(JsonNode policy, String content) {
        var versions = sdk.get(
                        "%s/policies/%s".formatted(zone, policy.path("id").asString()))
                .path("versions")
                .valueStream();
        return versions.max(Comparator.comparingInt(
                        version -> version.path("version").asInt()))
                .map(version -> version.path("content_sha256").asString().equals(sha256(content)))
                .orElse(false);
    }

    private String addVersion(JsonNode policy, String content) {
        return sdk.post(
                        "%s/policies/%s/versions"
                                .formatted(zone, policy.path("id").asString()),
                        Map.of("content", content))
                .path("id")
                .asString();
    }

    private void activate(String setId, String policyVersionId) {
        var manifest = Map.of("manifest", List.of(Map.of("policy_version_id", policyVersionId)));
        var version = sdk.post("%s/policy-sets/%s/versions".formatted(zone, setId), manifest);
        sdk.post(
                "%s/policy-sets/%s/activate".formatted(zone, setId),
                Map.of("version_id", version.path("version_id").asString()));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

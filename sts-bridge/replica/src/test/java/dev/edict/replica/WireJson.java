package dev.edict.replica;

import dev.edict.replica.controlplane.Bundle;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and answers of the control plane's routes, written down apart from the library that uses them. */
final class WireJson {

    private WireJson() {}

    /** The body of {@code GET /v1/zones/{zone}/bundle}. */
    static Map<String, @Nullable Object> of(Bundle bundle) {
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("zone_id", bundle.zoneId());
        wire.put("activation_seq", bundle.activationSeq());
        wire.put("policy_set_id", bundle.policySetId());
        wire.put("version_id", bundle.versionId());
        wire.put("manifest_sha256", bundle.manifestSha256());
        wire.put("since", bundle.since() == null ? null : bundle.since().toString());
        wire.put(
                "policies",
                bundle.policies().stream()
                        .map(policy -> Map.of(
                                "policy_version_id", policy.policyVersionId(),
                                "content", policy.content(),
                                "content_sha256", policy.contentSha256()))
                        .toList());
        return wire;
    }

    /** An element of {@code changes}. */
    static Map<String, @Nullable Object> change(Bundle bundle, long position, boolean withBundle) {
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("zone_id", bundle.zoneId());
        wire.put("activation_seq", bundle.activationSeq());
        wire.put("version_id", bundle.versionId());
        wire.put("manifest_sha256", bundle.manifestSha256());
        wire.put("position", position);
        if (withBundle) {
            wire.put("bundle", of(bundle));
        }
        return wire;
    }

    /** The parameters of a request. */
    static Map<String, String> query(URI request) {
        var query = new LinkedHashMap<String, String>();
        Arrays.stream(request.getQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .forEach(parts -> query.put(parts[0], parts[1]));
        return query;
    }
}

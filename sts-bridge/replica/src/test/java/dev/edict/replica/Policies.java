package dev.edict.replica;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleVerification;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Documents, bundles and requests of the tests: an application that may read one resource. */
public final class Policies {

    static final Instant SINCE = Instant.parse("2026-11-29T10:00:00.123456Z");

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";

    private Policies() {}

    /** A document with this rule. */
    public static String document(String rule) {
        return HEAD + rule + "\n";
    }

    /** Grants reading {@code resource} to the application {@code app}. */
    public static String granting(String resource) {
        return document(
                """
                app_ids := {"b": "app"}
                grants := {"%s": {"application": "b", "roles": {"l": ["read"]}}}
                """
                        .formatted(resource));
    }

    /** Asks for an approval before reading. */
    public static String holdingReads() {
        return document(
                """
                risk := [{"scope": "read", "tier": "high"}]
                approval_tiers := [{"tier": "high"}]
                """);
    }

    /** The request that {@link #granting} allows. */
    public static PolicyInput reading(String resource) {
        return PolicyInput.from(Map.of(
                "principal", Map.of("type", "Application", "id", "app", "zone_id", "z", "labels", List.of("l")),
                "resource", Map.of("identifier", resource),
                "action", Map.of("id", "TokenExchange"),
                "delegation_edge", Map.of("id", "e", "scopes", List.of("read")),
                "context", Map.of("requested_scopes", List.of("read"), "agent_session_id", "s")));
    }

    /** A bundle of these documents, with its hashes. */
    public static Bundle bundle(String zoneId, long seq, String... documents) {
        var policies = Arrays.stream(documents).map(Policies::policy).toList();
        var manifest = BundleVerification.manifestSha256(
                policies.stream().map(Bundle.Policy::policyVersionId).toList());
        return new Bundle(zoneId, seq, "set", "v" + seq, manifest, SINCE, policies);
    }

    /** What a deactivation leaves. */
    public static Bundle deactivated(String zoneId, long seq) {
        return new Bundle(zoneId, seq, "set", null, null, SINCE, List.of());
    }

    private static Bundle.Policy policy(String document) {
        var hash = BundleVerification.sha256(document);
        return new Bundle.Policy("p-" + hash.substring(0, 12), document, hash);
    }
}

package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policy sets over HTTP. */
@Tag("servers")
class PolicySetsApiTest {

    private final Api api = Edict.shared().api();

    private final String zoneId = api.zone();
    private final String sets = "/v1/zones/%s/policy-sets".formatted(zoneId);

    @Test
    void is_created_inactive_and_read_with_what_governs() {
        var created = api.post(sets, Map.of("name", "s", "description", "all")).expect(201);
        assertThat(created.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "zone_id",
                        "name",
                        "description",
                        "created_by",
                        "created_via_operator",
                        "updated_by",
                        "updated_via_operator",
                        "created_at",
                        "updated_at");
        var read = api.get(sets + "/" + created.text("id")).expect(200).json();
        assertThat(read.get("active_version_id").isNull()).isTrue();
        assertThat(read.get("description").asString()).isEqualTo("all");
        assertThat(read.get("created_at").asString()).isEqualTo(created.text("created_at"));
    }

    @Test
    void seals_manifests_with_the_contracts_hash() {
        var policy = api.policy(zoneId, Documents.GRANTS);
        var set = api.policySet(zoneId);
        var sealed = api.post(
                        sets + "/" + set + "/versions",
                        Map.of("manifest", List.of(Map.of("policy_version_id", policy.versionId(), "extra", 1))))
                .expect(201);
        assertThat(sealed.json().propertyNames())
                .containsExactly(
                        "version_id",
                        "id",
                        "policy_set_id",
                        "version",
                        "manifest_sha256",
                        "schema_version",
                        "created_at",
                        "warnings");
        var read = api.get(sets + "/" + set + "/versions/" + sealed.text("id"))
                .expect(200)
                .json();
        assertThat(read.get("manifest_json").toString())
                .isEqualTo("[{\"policy_version_id\":\"%s\"}]".formatted(policy.versionId()));
        assertThat(read.get("manifest_sha256").asString())
                .isEqualTo(sha256(read.get("manifest_json").toString()));
        assertThat(read.get("policies").toString()).isEqualTo("[\"%s\"]".formatted(policy.versionId()));
    }

    private String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void holds_its_manifests_to_the_contract() {
        var policy = api.policy(zoneId, Documents.GRANTS);
        var foreign = api.policy(api.zone(), Documents.GRANTS);
        var archived = api.policy(zoneId, Documents.GRANTS);
        api.delete("/v1/zones/%s/policies/%s".formatted(zoneId, archived.policyId()))
                .expect(204);
        var path = sets + "/" + api.policySet(zoneId) + "/versions";
        assertThat(contract(path, policy.versionId(), policy.versionId())).contains("duplicate");
        assertThat(contract(path, "nowhere")).contains("missing policy versions");
        assertThat(contract(path, foreign.versionId())).contains("different zone");
        api.post(path, manifest(archived.versionId())).refused(409, "policy_archived");
        api.post(path, Map.of("manifest", List.of())).refused(400, "invalid_body");
        api.post(path, manifest(IntStream.range(0, 257).mapToObj(n -> "v" + n).toArray(String[]::new)))
                .refused(400, "invalid_body");
        api.post(sets + "/nowhere/versions", manifest(policy.versionId())).refused(404, "policy_set_not_found");
    }

    @Test
    void a_zone_token_reveals_nothing_of_other_zones() {
        var foreign = api.policy(api.zone(), Documents.GRANTS).versionId();
        var path = sets + "/" + api.policySet(zoneId) + "/versions";
        var token = api.post("/v1/admin-tokens", Map.of("name", "z", "scope", "zone", "zone_id", zoneId))
                .expect(201)
                .text("token");
        var refusal = api.withToken(token).post(path, manifest(foreign)).refused(422, "invalid_policy_contract");
        assertThat(refusal.text("error_description")).isEqualTo("missing policy versions: " + foreign);
    }

    private String contract(String path, String... policyVersionIds) {
        return api.post(path, manifest(policyVersionIds))
                .refused(422, "invalid_policy_contract")
                .text("error_description");
    }

    private Map<String, Object> manifest(String... policyVersionIds) {
        return Map.of(
                "manifest",
                List.of(policyVersionIds).stream()
                        .map(id -> Map.of("policy_version_id", id))
                        .toList());
    }

    @Test
    void archiving_an_active_set_leaves_its_zone_without_an_active_version() {
        var zone = api.governed(1);
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        api.delete("/v1/zones/%s/policy-sets/%s".formatted(zone.zoneId(), zone.policySetId()))
                .expect(204);
        assertThat(api.active(zone.zoneId()).json().get("governed").asBoolean()).isFalse();
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .refused(404, "version_not_found");
        api.rollBack(zone.zoneId(), "the archiving was a mistake").expect(202);
        assertThat(api.active(zone.zoneId()).text("version_id"))
                .isEqualTo(zone.versionIds().get(0));
    }
}

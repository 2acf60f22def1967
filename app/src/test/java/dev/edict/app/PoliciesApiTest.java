package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policies over HTTP. */
@Tag("servers")
class PoliciesApiTest {

    private final Api api = Edict.shared().api();

    private final String zoneId = api.zone();
    private final String policies = "/v1/zones/%s/policies".formatted(zoneId);

    @Test
    void is_validated_without_being_stored() {
        var answer = api.post("/v1/policies/validate", Map.of("content", Documents.GRANTS))
                .expect(200)
                .json();
        assertThat(answer.get("valid").asBoolean()).isTrue();
        assertThat(answer.get("schema_version").asString()).isEqualTo("2026-05-20");
        assertThat(answer.get("input_schema_version").asString()).isEqualTo("2026-05-20");
        assertThat(answer.get("output_contract").toString())
                .isEqualTo("{\"package\":\"caracal.authz\",\"rule\":\"result\",\"decision\":[\"allow\",\"deny\"],"
                        + "\"evaluation_status\":[\"complete\"]}");
        assertThat(answer.get("preview").get("rules").toString()).isEqualTo("[\"app_ids\",\"grants\"]");
        assertThat(api.get(policies).json().get("items")).isEmpty();
    }

    @Test
    void that_is_invalid_is_refused_with_the_validators_code() {
        var answer = api.post("/v1/policies/validate", Map.of("content", "package other\n"))
                .refused(422, "invalid_rego");
        assertThat(answer.json().get("valid").asBoolean()).isFalse();
        assertThat(answer.text("error_description")).isEqualTo("must_use_package_caracal_authz");
        var created = api.post(policies, Map.of("name", "n", "content", "package other\n"))
                .refused(422, "invalid_rego");
        assertThat(created.text("error_description")).isEqualTo("must_use_package_caracal_authz");
    }

    @Test
    void that_is_invalid_is_refused_with_every_problem_and_its_place() {
        var content = Documents.GRANTS + "risk := input.x\nconfinement := {\n";
        for (var answer : List.of(
                api.post("/v1/policies/validate", Map.of("content", content)),
                api.post(policies, Map.of("name", "n", "content", content)))) {
            answer.refused(422, "invalid_rego");
            assertThat(answer.text("error_description")).isEqualTo("unbalanced_delimiters");
            assertThat(answer.json().get("details").valueStream().map(problem -> problem.get("code")
                            .asString()))
                    .containsExactly("logic_not_allowed", "unbalanced_delimiters");
            assertThat(answer.json().get("details").get(0).get("line").asInt()).isEqualTo(12);
            assertThat(answer.json().get("details").get(0).get("column").asInt())
                    .isEqualTo(9);
        }
    }

    @Test
    void that_contradict_each_other_are_not_sealed() {
        var bindings = api.policy(zoneId, Documents.BINDINGS).versionId();
        var others = api.policy(zoneId, Documents.OTHER_BINDINGS).versionId();
        var refused = sealing(bindings, others).refused(422, "invalid_policy_bundle");
        assertThat(refused.text("error_description")).isEqualTo("duplicate_definition");
        var problem = refused.json()
                .get("details")
                .valueStream()
                .filter(found -> found.get("severity").asString().equals("error"))
                .findFirst()
                .orElseThrow();
        assertThat(problem.get("policy_version_id").asString()).isEqualTo(others);
    }

    @Test
    void that_are_sealed_with_something_to_remark_on_bring_warnings() {
        var grants = api.policy(zoneId, Documents.ONLY_GRANTS).versionId();
        var warnings = sealing(grants).expect(201).json().get("warnings");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).get("code").asString()).isEqualTo("grant_without_binding");
        assertThat(warnings.get(0).get("severity").asString()).isEqualTo("warning");
        assertThat(warnings.get(0).get("policy_version_id").asString()).isEqualTo(grants);
        var bindings = api.policy(zoneId, Documents.BINDINGS).versionId();
        assertThat(sealing(grants, bindings).expect(201).json().get("warnings")).isEmpty();
    }

    private Api.Answer sealing(String... policyVersionIds) {
        var entries = Arrays.stream(policyVersionIds)
                .map(id -> Map.of("policy_version_id", id))
                .toList();
        var path = "/v1/zones/%s/policy-sets/%s/versions".formatted(zoneId, api.policySet(zoneId));
        return api.post(path, Map.of("manifest", entries));
    }

    @Test
    void is_created_with_its_first_version_and_gets_more() {
        var created = api.post(policies, Map.of("name", "n", "content", Documents.GRANTS))
                .expect(201);
        var first = created.json().get("version");
        assertThat(created.json().propertyNames())
                .containsExactly("id", "version_id", "zone_id", "name", "description", "version");
        assertThat(first.get("id").asString()).isEqualTo(created.text("version_id"));
        assertThat(first.get("version").asInt()).isOne();
        var added = api.post(policies + "/" + created.text("id") + "/versions", Map.of("content", Documents.GRANTS))
                .expect(201);
        assertThat(added.json().get("version").asInt()).isEqualTo(2);
        assertThat(added.text("id")).isEqualTo(added.text("version_id"));
        assertThat(added.text("content_sha256"))
                .isEqualTo(first.get("content_sha256").asString());
        var read = api.get(policies + "/" + created.text("id")).expect(200).json();
        assertThat(read.get("versions").valueStream().map(version -> version.get("version")
                        .asInt()))
                .containsExactly(2, 1);
        assertThat(read.get("versions").get(1).get("content").asString()).isEqualTo(Documents.GRANTS);
    }

    @Test
    void is_archived_once_and_its_name_is_free_again() {
        var policy = api.post(policies, Map.of("name", "again", "content", Documents.GRANTS))
                .expect(201);
        var path = policies + "/" + policy.text("id");
        assertThat(api.delete(path).expect(204).body()).isEmpty();
        api.delete(path).refused(404, "policy_not_found");
        api.get(path).refused(404, "policy_not_found");
        api.post(path + "/versions", Map.of("content", Documents.GRANTS)).refused(404, "policy_not_found");
        api.post(policies, Map.of("name", "again", "content", Documents.GRANTS)).expect(201);
    }

    @Test
    void needs_its_zone_before_its_body() {
        api.postRaw("/v1/zones/nowhere/policies", "{}", "application/json").refused(404, "zone_not_found");
        api.postRaw("/v1/zones/nowhere/policy-sets", "{}", "application/json").refused(404, "zone_not_found");
    }

    @Test
    void is_not_found_from_another_zone() {
        var policy = api.policy(zoneId, Documents.GRANTS);
        var elsewhere = "/v1/zones/%s/policies/%s".formatted(api.zone(), policy.policyId());
        api.get(elsewhere).refused(404, "policy_not_found");
        api.delete(elsewhere).refused(404, "policy_not_found");
        api.post(elsewhere + "/versions", Map.of("content", Documents.GRANTS)).refused(404, "policy_not_found");
    }
}

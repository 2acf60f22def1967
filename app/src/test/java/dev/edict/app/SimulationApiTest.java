package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Simulations over HTTP. */
@Tag("servers")
class SimulationApiTest {

    private final Api api = Edict.shared().api();

    private final String zoneId = api.zone();
    private final String policySetId = api.policySet(zoneId);
    private final Api.Created bindings = api.policy(zoneId, Documents.BINDINGS);
    private final Api.Created grants = api.policy(zoneId, Documents.ONLY_GRANTS);
    private final String versionId = api.seal(zoneId, policySetId, bindings.versionId(), grants.versionId());

    @Test
    void of_a_sample_input_answers_the_contracts_fields() {
        var answer = simulate(Map.of("input", Documents.mint(zoneId, "teller", "ledger:read")));
        assertThat(answer.get("dry_run").asBoolean()).isTrue();
        assertThat(answer.get("would_activate").asBoolean()).isTrue();
        assertThat(answer.get("warnings")).isEmpty();
        assertThat(answer.get("result").toString())
                .isEqualTo("{\"decision\":\"allow\",\"determining_policies\":[{\"policy\":\"caracal-ledger-mint\"}],"
                        + "\"evaluation_status\":\"complete\",\"diagnostics\":[]}");
        assertThat(answer.get("explanation").get("evaluation").asString()).isEqualTo("executed");
        assertThat(answer.get("policies").toString())
                .isEqualTo("[\"%s\",\"%s\"]".formatted(bindings.versionId(), grants.versionId()));
    }

    @Test
    void passes_when_every_case_comes_out_as_expected() {
        var answer = simulate(Map.of(
                "cases",
                List.of(
                        oneCase("teller reads", "teller", "allow"),
                        Map.of(
                                "name", "auditor may not",
                                "input", Documents.mint(zoneId, "auditor", "ledger:read"),
                                "expect", "deny",
                                "expect_reason", "role_scope_mismatch"))));
        assertThat(answer.get("verdict").asString()).isEqualTo("pass");
        assertThat(answer.get("would_activate").asBoolean()).isTrue();
        assertThat(answer.get("cases").get(1).toString())
                .isEqualTo("{\"name\":\"auditor may not\",\"expected\":\"deny\","
                        + "\"expected_reason\":\"role_scope_mismatch\",\"actual\":\"deny\",\"outcome\":\"passed\","
                        + "\"reason\":\"role_scope_mismatch\"}");
    }

    @Test
    void fails_when_a_case_comes_out_otherwise() {
        var answer = simulate(Map.of(
                "cases", List.of(oneCase("teller reads", "teller", "allow"), oneCase("auditor", "auditor", "allow"))));
        assertThat(answer.get("verdict").asString()).isEqualTo("fail");
        assertThat(answer.get("would_activate").asBoolean()).isFalse();
    }

    @Test
    void simulation_of_an_invalid_input_is_not_executed_and_never_passes() {
        var answer =
                simulate(Map.of("cases", List.of(Map.of("name", "nobody asks", "input", Map.of(), "expect", "allow"))));
        assertThat(answer.get("verdict").asString()).isEqualTo("not_executed");
        assertThat(answer.get("would_activate").asBoolean()).isFalse();
        assertThat(answer.get("cases").get(0).get("outcome").asString()).isEqualTo("not_executed");
        assertThat(answer.get("cases").get(0).get("reason").asString()).isNotEmpty();
    }

    @Test
    void simulation_without_cases_does_not_pass() {
        var answer = simulate(Map.of());
        assertThat(answer.get("verdict").asString()).isEqualTo("not_executed");
        assertThat(answer.get("would_activate").asBoolean()).isFalse();
        assertThat(answer.get("result").isNull()).isTrue();
        assertThat(answer.get("simulation_id").isNull()).isTrue();
    }

    @Test
    void remarks_on_an_input_that_is_not_of_the_schema() {
        var answer = simulate(Map.of("input", Map.of("schema_version", "2001-01-01")));
        assertThat(answer.get("warnings").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "input_schema_mismatch:2001-01-01",
                        "principal_zone_mismatch",
                        "missing_resource",
                        "missing_action",
                        "missing_context");
        assertThat(answer.get("would_activate").asBoolean()).isFalse();
    }

    @Test
    void of_a_version_with_an_archived_policy_would_not_activate() {
        api.delete("/v1/zones/%s/policies/%s".formatted(zoneId, grants.policyId()))
                .expect(204);
        var answer = simulate(Map.of("cases", List.of(oneCase("teller reads", "teller", "allow"))));
        assertThat(answer.get("verdict").asString()).isEqualTo("pass");
        assertThat(answer.get("would_activate").asBoolean()).isFalse();
        assertThat(answer.get("warnings").get(0).asString()).isEqualTo("policy_archived:" + grants.policyId());
    }

    @Test
    void names_every_case_apart_and_expects_a_decision() {
        var path = "/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, policySetId);
        var one = oneCase("same", "teller", "allow");
        api.post(path, Map.of("version_id", versionId, "cases", List.of(one, one)))
                .refused(400, "invalid_body");
        api.post(path, Map.of("version_id", versionId, "cases", List.of(oneCase("n", "teller", "maybe"))))
                .refused(400, "invalid_body");
        api.post(path, Map.of("version_id", versionId, "input", List.of())).refused(400, "invalid_body");
        api.post(path, Map.of("version_id", "nowhere")).refused(404, "version_not_found");
    }

    @Test
    void is_linked_by_the_activation_of_its_manifest() {
        var simulationId = simulate(Map.of("cases", List.of(oneCase("teller reads", "teller", "allow"))))
                .get("simulation_id")
                .asString();
        api.activate(zoneId, policySetId, versionId).expect(202);
        assertThat(Edict.shared()
                        .sql()
                        .sql(
                                """
                                select payload::json ->> 'simulationId' from events.domain_event
                                where event_type = 'zone.version_activated' and aggregate_id = :zone
                                """)
                        .param("zone", zoneId)
                        .query(String.class)
                        .single())
                .isEqualTo(simulationId);
    }

    private Map<String, Object> oneCase(String name, String label, String expect) {
        return Map.of("name", name, "input", Documents.mint(zoneId, label, "ledger:read"), "expect", expect);
    }

    private JsonNode simulate(Map<String, Object> body) {
        return simulate(versionId, body);
    }

    private JsonNode simulate(String version, Map<String, Object> body) {
        var asked = new HashMap<>(body);
        asked.put("version_id", version);
        return api.post("/v1/zones/%s/policy-sets/%s/simulate".formatted(zoneId, policySetId), asked)
                .expect(200)
                .json();
    }
}

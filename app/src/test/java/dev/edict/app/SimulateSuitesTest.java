package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What suites mean for a version: they are run against it, and an activation can be held to what came out. */
@Tag("servers")
class SimulateSuitesTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String zoneId = api.zone();
    private final String zone = "/v1/zones/" + zoneId;
    private final String setId = api.policySet(zoneId);
    private final String set = zone + "/policy-sets/" + setId;
    private final String reading =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.GRANTS).versionId());
    private final String paying =
            api.seal(zoneId, setId, api.policy(zoneId, Documents.PAYING).versionId());

    @Test
    void a_suite_passes_under_one_version_and_fails_under_another_by_the_names_of_its_cases() {
        define("pays", deny("teller does not pay", "ledger:pay"));
        define("reads", allow("teller reads", "ledger:read"));
        var passed = simulate(reading, "*");
        assertThat(passed.get("verdict").asString()).isEqualTo("pass");
        assertThat(passed.get("would_activate").asBoolean()).isTrue();
        assertThat(passed.get("cases")).isEmpty();
        assertThat(passed.get("suites"))
                .hasToString(
                        """
                        [{"name":"pays","version":1,"passed":1,"failed":0,"not_executed":0,"failing":[]},\
                        {"name":"reads","version":1,"passed":1,"failed":0,"not_executed":0,"failing":[]}]""");
        var failed = simulate(paying, "pays");
        assertThat(failed.get("verdict").asString()).isEqualTo("fail");
        assertThat(failed.get("suites"))
                .hasToString(
                        """
                        [{"name":"pays","version":1,"passed":0,"failed":1,"not_executed":0,"failing":[\
                        {"name":"teller does not pay","expected":"deny","expected_reason":null,"actual":"allow",\
                        "outcome":"failed","reason":null}]}]""");
    }

    @Test
    void the_cases_of_the_request_and_of_suites_are_decided_together() {
        define("reads", allow("teller reads", "ledger:read"));
        var answer = api.post(
                        set + "/simulate",
                        Map.of(
                                "version_id",
                                reading,
                                "suites",
                                List.of("reads"),
                                "cases",
                                List.of(allow("teller pays", "ledger:pay"))))
                .expect(200)
                .json();
        assertThat(answer.get("verdict").asString()).isEqualTo("fail");
        assertThat(answer.at("/cases/0/outcome").asString()).isEqualTo("failed");
        assertThat(answer.at("/suites/0/passed").asInt()).isOne();
    }

    @Test
    void an_expected_diagnostic_that_the_decision_lacks_fails_the_case_and_is_told() {
        var one = new HashMap<>(deny("teller does not pay", "ledger:pay"));
        one.put("expect_diagnostics", List.of(Map.of("reason", "role_scope_mismatch"), Map.of("tier", "high")));
        define("pays", one);
        var failing = simulate(reading, "pays").at("/suites/0/failing/0");
        assertThat(failing.get("actual").asString()).isEqualTo("deny");
        assertThat(failing.get("outcome").asString()).isEqualTo("failed");
        assertThat(failing.get("missing_diagnostics")).hasToString("[{\"tier\":\"high\"}]");
    }

    @Test
    void the_log_keeps_which_suites_were_run_and_by_which_contract() {
        define("reads", allow("teller reads", "ledger:read"));
        var all = simulate(reading, "*").get("simulation_id").asString();
        var one = simulate(reading, "reads").get("simulation_id").asString();
        var sims = api.get(set + "/versions/" + reading + "/simulations?limit=1")
                .expect(200)
                .json();
        assertThat(sims.at("/items/0/id").asString()).isEqualTo(one);
        assertThat(sims.at("/items/0/suites_version").isNull()).isTrue();
        var next = api.get(set + "/versions/" + reading + "/simulations?limit=1&cursor="
                        + sims.get("next_cursor").asString())
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(next.get("id").asString()).isEqualTo(all);
        assertThat(next.get("suites_version").asLong()).isOne();
        assertThat(next.get("contract").asString()).matches("[0-9a-f]{64}");
        assertThat(next.at("/suites/0/sha256").asString())
                .isEqualTo(api.get(zone + "/suites/reads").text("sha256"));
        var report = api.get(zone + "/simulations/" + all).expect(200).json();
        assertThat(report.get("simulation")).isEqualTo(next);
        assertThat(report.at("/report/asked/suites/0").asString()).isEqualTo("*");
        assertThat(report.at("/report/suites/0/passed").asInt()).isOne();
        await("the timeline to be written after the commit").untilAsserted(() -> assertThat(api.timeline(zoneId))
                .extracting(row -> row.get("summary").asString())
                .anyMatch(summary -> summary.endsWith("0 not executed; all of 1 suite: reads (version 1)")));
    }

    @Test
    void suites_are_named_one_by_one_or_all_together() {
        define("reads", allow("teller reads", "ledger:read"));
        var unknown = Map.of("version_id", reading, "suites", List.of("reads", "writes"));
        assertThat(api.post(set + "/simulate", unknown)
                        .refused(404, "suite_not_found")
                        .text("error_description"))
                .contains("writes")
                .doesNotContain("reads");
        var mixed = Map.of("version_id", reading, "suites", List.of("*", "reads"));
        api.post(set + "/simulate", mixed).refused(400, "invalid_body");
        var many = IntStream.range(0, 51).mapToObj(n -> "n" + n).toList();
        api.post(set + "/simulate", Map.of("version_id", reading, "suites", many))
                .refused(400, "invalid_body");
        assertThat(api.post(set + "/simulate", Map.of("version_id", reading, "suites", List.of()))
                        .expect(200)
                        .json()
                        .get("simulation_id")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_version_governs_only_with_evidence_and_each_way_to_be_stale_is_named() {
        set("required");
        missing(reading, "no_suites");
        define("pays", deny("teller does not pay", "ledger:pay"));
        missing(reading, "not_simulated");
        simulate(reading, "pays");
        missing(reading, "not_simulated");
        simulate(reading, "*");
        api.activate(zoneId, setId, reading).expect(202);
        simulate(paying, "*");
        missing(paying, "simulation_failed");
        define("pays", deny("teller does not pay at all", "ledger:pay"));
        var refused = missing(paying, "suites_changed", "simulation_failed");
        assertThat(refused.text("setting")).isEqualTo("required");
        assertThat(refused.text("error_description"))
                .contains("the suites changed", "failed", "simulate it with all suites in force");
        missing(reading, "suites_changed");
        simulate(reading, "*");
        put("/catalogue", Map.of("applications", List.of(), "resources", List.of()))
                .expect(200);
        missing(reading, "catalogue_changed");
        simulate(reading, "*");
        edict.owner()
                .sql("update command.simulation set contract = 'of another release' where zone_id = ?")
                .param(zoneId)
                .update();
        missing(reading, "contract_changed");
        assertThat(api.active(zoneId).text("version_id")).isEqualTo(reading);
    }

    @Test
    void a_rollback_never_needs_evidence() {
        api.activate(zoneId, setId, paying).expect(202);
        api.activate(zoneId, setId, reading).expect(202);
        set("required");
        missing(paying, "no_suites");
        api.rollBack(zoneId, "the till must pay").expect(202);
        assertThat(api.active(zoneId).text("version_id")).isEqualTo(paying);
        api.deactivate(zoneId, "incident").expect(202);
    }

    @Test
    void a_zone_that_warns_activates_and_the_timeline_tells_what_is_missing() {
        set("warn");
        api.activate(zoneId, setId, reading).expect(202);
        define("reads", allow("teller reads", "ledger:read"));
        simulate(paying, "*");
        api.activate(zoneId, setId, paying).expect(202);
        await("the timeline to be written after the commit").untilAsserted(() -> assertThat(api.timeline(zoneId))
                .extracting(row -> row.get("summary").asString())
                .anyMatch(summary -> summary.endsWith("nothing governed before; without evidence: no suites"))
                .anyMatch(summary -> summary.endsWith("; with evidence")));
    }

    private Api.Answer missing(String versionId, String... codes) {
        var refused = api.activate(zoneId, setId, versionId).refused(409, "evidence_missing");
        assertThat(refused.json().get("missing").valueStream())
                .extracting(JsonNode::asString)
                .containsExactly(codes);
        return refused;
    }

    private JsonNode simulate(String versionId, String suite) {
        return api.post(set + "/simulate", Map.of("version_id", versionId, "suites", List.of(suite)))
                .expect(200)
                .json();
    }

    private Map<String, Object> allow(String name, String scope) {
        return Map.of("name", name, "input", Documents.mint(zoneId, "teller", scope), "expect", "allow");
    }

    private Map<String, Object> deny(String name, String scope) {
        return Map.of("name", name, "input", Documents.mint(zoneId, "teller", scope), "expect", "deny");
    }

    private void define(String name, Map<String, Object> one) {
        assertThat(put("/suites/" + name, Map.of("cases", List.of(one))).status())
                .isIn(200, 201);
    }

    private void set(String evidence) {
        put("/settings", Map.of("strict", false, "evidence", evidence)).expect(200);
    }

    private Api.Answer put(String path, Map<String, Object> body) {
        var json = JsonMapper.shared().writeValueAsString(body);
        return api.send("PUT", zone + path, json, Map.of("content-type", "application/json"));
    }
}

package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import dev.edict.app.StoredDecisions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The pages about the suites of a zone. */
@Tag("servers")
class SuitePagesTest {

    private static final Edict EDICT = Edict.shared();

    private final Api api = EDICT.api();
    private final Api.Governed governed = api.governed(1);
    private final String zoneId = governed.zoneId();
    private final String zone = "/console/zones/" + zoneId;
    private final Pages pages = new Pages(EDICT.port());

    @BeforeEach
    void sign_in() {
        var token = Map.of("name", "suites", "scope", "global", "capability", "write");
        pages.signIn(api.post("/v1/admin-tokens", token).expect(201).text("token"));
    }

    @Test
    void a_suite_is_defined_shown_replaced_and_removed() {
        assertThat(define("reads", cases("ledger:read", "allow"), 0).status()).isEqualTo(302);
        assertThat(pages.get(zone + "/suites").body()).contains("/suites/reads", "not simulated with all suites");
        var shown = pages.get(zone + "/suites/reads").body();
        assertThat(shown).contains("a case of ledger:read", "name=\"state\" value=\"1\"");
        assertThat(define("reads", cases("ledger:pay", "deny"), 1).status()).isEqualTo(302);
        assertThat(pages.get(zone + "/suites/reads").body()).contains("a case of ledger:pay", "version 2");
        var removal = Map.of("name", "reads", "state", "2");
        assertThat(pages.submit(zone + "/suites", zone + "/suite-removal", removal)
                        .status())
                .isEqualTo(302);
        assertThat(pages.get(zone + "/suites").body()).doesNotContain("/suites/reads");
        assertThat(pages.get(zone + "/suites/reads").status()).isEqualTo(404);
    }

    @Test
    void a_form_of_an_older_state_overwrites_nothing_and_keeps_what_was_typed() {
        define("reads", cases("ledger:read", "allow"), 0);
        var refused = define("reads", cases("ledger:pay", "deny"), 0);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("precondition_failed", "a case of ledger:pay");
        assertThat(pages.submit(zone + "/suites", zone + "/suite-removal", Map.of("name", "reads", "state", "0"))
                        .body())
                .contains("precondition_failed");
        assertThat(pages.get(zone + "/suites/reads").body()).contains("a case of ledger:read");
    }

    @Test
    void a_form_that_is_no_suite_is_refused_with_the_place() {
        assertThat(define("reads", "[{", 0).body()).contains("invalid_json");
        assertThat(define("reads", "[]", 0).body()).contains("invalid_suite", "cases");
        assertThat(define("reads", cases("ledger:read", "maybe"), 0).body()).contains("cases[0].expect");
        assertThat(define("reads", cases("ledger:read", "allow").replace("\"expect\"", "\"expected\""), 0)
                        .body())
                .contains("invalid_suite");
    }

    @Test
    void all_suites_are_run_on_the_page_of_a_deployment_and_what_failed_is_shown() {
        define("pays", cases("ledger:pay", "allow"), 0);
        var form = Map.of(
                "set", governed.policySetId(), "version", governed.versionIds().get(0), "suites", "*");
        var shown = pages.submit(zone + "/suites", zone + "/simulate", form);
        assertThat(shown.body())
                .contains("0 passed, 1 failed, 0 not executed", "a case of ledger:pay", "role_scope_mismatch");
        assertThat(pages.get(zone + "/suites").body()).contains("simulation failed", "all suites");
        assertThat(pages.get(zone + "/deploy").body()).contains("name=\"suites\" value=\"*\"");
    }

    @Test
    void chosen_decisions_fill_the_form_and_those_that_become_no_case_are_named() {
        var version = governed.versionIds().get(0);
        var recorded = Api.uniqueName("recorded");
        var exchanged = Api.uniqueName("exchanged");
        var input = Documents.mint(zoneId, "teller", "ledger:read");
        StoredDecisions.recorded(EDICT, zoneId, recorded, version, "allow", null, input);
        StoredDecisions.exchanged(EDICT, zoneId, exchanged, version);
        assertThat(pages.get(zone + "/decisions").body()).contains("value=\"" + recorded + "\"");
        var made = pages.submit(zone + "/suites", zone + "/suite-of-decisions", Map.of("event", recorded));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body()).contains("decision " + recorded).doesNotContain("became no case");
        assertThat(pages.submit(zone + "/suites", zone + "/suite-of-decisions", Map.of("event", exchanged))
                        .body())
                .contains("became no case", "incomplete_input");
        assertThat(api.get("/v1/zones/%s/suites".formatted(zoneId)).json().get("items"))
                .isEmpty();
    }

    @Test
    void the_setting_of_evidence_is_changed_and_nothing_else() {
        assertThat(pages.submit(zone + "/suites", zone + "/evidence-setting", Map.of("evidence", "required"))
                        .status())
                .isEqualTo(302);
        assertThat(api.get("/v1/zones/%s/settings".formatted(zoneId)).body())
                .isEqualTo("{\"strict\":false,\"canaries\":\"off\",\"evidence\":\"required\"}");
        assertThat(pages.get(zone + "/deploy").body()).contains("needs a complete simulation");
    }

    private Pages.Shown define(String name, String cases, int state) {
        var form = Map.of("name", name, "description", "", "cases", cases, "state", String.valueOf(state));
        return pages.submit(zone + "/suites", zone + "/suites", form);
    }

    private String cases(String scope, String expect) {
        var one = Map.of(
                "name", "a case of " + scope, "input", Documents.mint(zoneId, "teller", scope), "expect", expect);
        return JsonMapper.shared().writeValueAsString(List.of(one));
    }
}

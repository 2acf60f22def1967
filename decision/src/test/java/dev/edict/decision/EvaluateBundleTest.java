package dev.edict.decision;

import static dev.edict.decision.Bundles.APP_IDS;
import static dev.edict.decision.Bundles.GRANTS;
import static dev.edict.decision.Bundles.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateBundleTest {
    private final DecisionEngine engine = new EmbeddedDecisionEngine();

    @Test
    void the_engine_answers_every_input_in_order() {
        var documents = List.of(document("ids", APP_IDS), document("grants", GRANTS));

        var evaluations = engine.evaluate(
                documents,
                List.of(
                        Request.mint().input(),
                        Request.use().input(),
                        Request.bootstrap().input()));

        assertThat(engine.name()).isEqualTo("embedded");
        assertThat(evaluations)
                .containsExactly(
                        new Decided(Decision.allowBy("caracal-shop-mint", List.of())),
                        new Decided(Decision.allowBy("caracal-shop-use", List.of())),
                        new Decided(Decision.allowBy("caracal-bootstrap", List.of())));
    }

    @Test
    void an_unreadable_document_leaves_every_input_unexecuted() {
        var documents = List.of(document("good", APP_IDS), document("bad", "grants := \"x"));

        assertThat(engine.evaluate(
                        documents,
                        List.of(Request.mint().input(), Request.bootstrap().input())))
                .hasSize(2)
                .containsOnly(new NotExecuted("the bundle cannot be read: bad:6:11: error: unterminated_string: "
                        + "an unterminated string"));
    }

    @Test
    void logic_leaves_every_input_unexecuted_for_a_decision_point_may_not_load_it() {
        var logic = "%s := {\"x\": input.y}";
        for (var rule : List.of("app_ids", "grants", "confinement", "risk", "approval_tiers")) {
            for (var request : List.of(Request.bootstrap(), Request.mint(), Request.workload(), Request.use())) {
                assertUnanswered(request, logic.formatted(rule));
            }
        }
        assertUnanswered(Request.mint(), APP_IDS, GRANTS, "restrict if input.x");
        assertUnanswered(Request.workload(), "grants := {} + x");
        assertUnanswered(Request.workload(), "import data.x", APP_IDS);
    }

    @Test
    void a_zone_frozen_by_literal_data_stays_frozen_beside_logic() {
        assertDenied(
                Bundles.bundle("restrict := {1}", "grants := {\"x\": input.y}"), Request.mint(), "restriction_active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import rego.v1 as v", "import future.keywords as f", "import future.keywords.in as x"})
    void an_import_of_keywords_with_an_alias_leaves_every_input_unexecuted(String line) {
        var bundle = PolicyBundle.of(List.of(new PolicyDocument(
                "d", "# caracal:data-document\npackage caracal.authz\n" + line + "\n" + APP_IDS + "\n" + GRANTS)));
        assertThat(bundle.decide(Request.mint().input()))
                .asInstanceOf(type(NotExecuted.class))
                .extracting(NotExecuted::reason)
                .asString()
                .contains("d:3:");
    }

    private static void assertUnanswered(Request request, String... rules) {
        assertThat(Bundles.bundle(rules).decide(request.input()))
                .asInstanceOf(type(NotExecuted.class))
                .extracting(NotExecuted::reason)
                .asString()
                .startsWith("not_analysable: ")
                .contains("at doc:");
    }

    private static Effect effectOf(PolicyBundle bundle, Request request) {
        return ((Decided) bundle.decide(request.input())).decision().effect();
    }

    private static void assertDenied(PolicyBundle bundle, Request request, String reason) {
        assertThat(bundle.decide(request.input())).isEqualTo(new Decided(Decision.denyBecause(reason)));
    }

    @Test
    void an_empty_bundle_grants_nothing() {
        assertDenied(PolicyBundle.of(List.of()), Request.mint(), "resource_not_granted");
    }

    @Test
    void the_reason_of_an_allow_is_empty() {
        assertThat(Decision.allowBy("p", List.of()).reason()).isEmpty();
        assertThat(Decision.denyBecause("r").reason()).contains("r");
    }

    @Test
    void equal_definitions_in_two_documents_are_one() {
        var bundle = PolicyBundle.of(List.of(
                document("a", APP_IDS, GRANTS, "confinement := {1, 2.0}"),
                document("b", "app_ids = {\"other\": \"app-2\", \"shop\": \"app-1\"}", "confinement := {2, 1e0}")));
        assertThat(effectOf(bundle, Request.bootstrap())).isEqualTo(Effect.ALLOW);
    }

    @ParameterizedTest
    @CsvSource({"grants, {}", "restrict, {}", "risk, []", "approval_tiers, []", "app_ids, {}", "confinement, []"})
    void a_conflict_denies_every_request_and_says_where_it_is(String rule, String value) {
        var bundle = conflicting(rule, value);
        for (var request : List.of(
                Request.mint(),
                Request.bootstrap(),
                Request.use(),
                Request.workload(),
                Request.withoutScopes(),
                Request.workload().with("resource.identifier", "x"))) {
            var decision = ((Decided) bundle.decide(request.input())).decision();
            assertThat(decision.reason()).contains("conflicting_%s_data".formatted(rule));
            assertThat(decision.diagnostics().get(0).get("defined_at"))
                    .asInstanceOf(LIST)
                    .contains("b:6:1");
        }
    }

    private static PolicyBundle conflicting(String rule, String value) {
        return PolicyBundle.of(List.of(
                document("a", APP_IDS, GRANTS, rule + " := " + value), document("b", rule + " := [\"other\"]")));
    }

    @Test
    void restrict_is_given_whole_or_by_elements_but_not_both() {
        var bundle = PolicyBundle.of(
                List.of(document("a", "restrict := {\"x\"}"), document("b", "restrict contains \"x\"")));
        var decision = ((Decided) bundle.decide(Request.mint().input())).decision();
        assertThat(decision.diagnostics())
                .containsExactly(
                        Map.of("reason", "conflicting_restrict_data", "defined_at", List.of("a:6:1", "b:6:1")));
    }

    @Test
    void elements_of_restrict_come_from_all_documents() {
        var bundle = PolicyBundle.of(List.of(document("a", APP_IDS, GRANTS), document("b", "restrict contains 1")));
        assertDenied(bundle, Request.bootstrap(), "restriction_active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "true", "null"})
    void a_scalar_where_a_collection_belongs_denies_every_request(String scalar) {
        for (var rule : List.of("restrict", "app_ids", "grants")) {
            var bundle = Bundles.bundle(rule + " := " + scalar);
            var reason = "malformed_%s_data".formatted(rule);
            assertDenied(bundle, Request.mint(), reason);
            assertDenied(bundle, Request.withoutScopes(), reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"r\": {\"roles\": {}}}", "{\"r\": {\"application\": \"a\"}}", "{\"r\": 1}", "[]"})
    void grants_the_contract_does_not_compile_deny_every_request(String grants) {
        assertDenied(Bundles.bundle("grants := " + grants), Request.withoutScopes(), "malformed_grants_data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app_ids := 1", "grants := 1", "grants := {\"r\": {\"roles\": {}}}", "confinement := 1"})
    void a_frozen_zone_stays_frozen_whatever_else_is_malformed(String malformed) {
        var bundle = Bundles.bundle("restrict := {\"incident\"}", malformed);
        assertDenied(bundle, Request.mint(), "restriction_active");
        assertDenied(bundle, Request.use(), "restriction_active");
    }

    @Test
    void an_application_that_is_no_string_gets_nothing_though_it_is_bound() {
        var bundle = Bundles.bundle(
                "app_ids := {1: \"app-1\"}",
                "grants := {\"orders\": {\"application\": 1, \"roles\": {\"reader\": [\"read\"]}}, "
                        + "\"x\": {\"application\": \"shop\"}}");
        assertDenied(bundle, Request.mint(), "malformed_grants_data");
        assertDenied(bundle, Request.mint().with("principal.id", "app-2"), "resource_not_granted");
    }
}

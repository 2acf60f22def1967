package dev.edict.decision;

import static dev.edict.decision.Bundles.APP_IDS;
import static dev.edict.decision.Bundles.GRANTS;
import static dev.edict.decision.Bundles.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import java.util.List;
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
        assertThat(evaluations).hasSize(3);
        assertThat(evaluations.get(0)).isEqualTo(new Decided(Decision.allowBy("caracal-shop-mint")));
        assertThat(evaluations.get(1)).isInstanceOf(NotExecuted.class);
        assertThat(evaluations.get(2)).isEqualTo(new Decided(Decision.allowBy("caracal-bootstrap")));
    }

    @Test
    void an_unreadable_document_leaves_every_input_unexecuted() {
        var documents = List.of(document("good", APP_IDS), document("bad", "grants := input.x"));

        var evaluations = engine.evaluate(
                documents, List.of(Request.mint().input(), Request.bootstrap().input()));

        assertThat(evaluations)
                .hasSize(2)
                .containsOnly(new NotExecuted("the embedded engine cannot read bad:6:11: "
                        + "a reference to input.x where a literal value is expected"));
    }

    @Test
    void an_empty_bundle_grants_nothing() {
        assertThat(engine.evaluate(List.of(), List.of(Request.mint().input())))
                .containsExactly(new Decided(Decision.denyBecause("resource_not_granted")));
    }

    @Test
    void the_reason_of_an_allow_is_empty() {
        assertThat(Decision.allowBy("p").reason()).isEmpty();
        assertThat(Decision.denyBecause("r").reason()).contains("r");
    }

    @Test
    void equal_definitions_in_two_documents_are_one() {
        var bundle = PolicyBundle.of(List.of(
                document("a", APP_IDS, GRANTS, "confinement := {1, 2.0}"),
                document("b", "app_ids = {\"other\": \"app-2\", \"shop\": \"app-1\"}", "confinement := {2, 1e0}")));
        assertThat(bundle.decide(Request.bootstrap().input()))
                .isEqualTo(new Decided(Decision.allowBy("caracal-bootstrap")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grants      | {}     | set()",
                "grants      | {}     | {\"r\": {\"application\": \"a\", \"roles\": {}}}",
                "confinement | [1, 2] | [2, 1]",
                "confinement | [1, 2] | {1, 2}",
                "risk        | 1      | \"1\"",
                "app_ids     | {\"a\": \"b\"} | {\"a\": \"c\"}"
            })
    void different_definitions_in_two_documents_conflict(String rule, String first, String second) {
        var documents = List.of(document("a", rule + " := " + first), document("b", "", rule + " := " + second));
        assertThatThrownBy(() -> PolicyBundle.of(documents))
                .isInstanceOf(UnreadablePolicy.class)
                .hasMessage("b:7:1: conflicting definitions of " + rule + " in a and b");
    }

    @Test
    void different_definitions_in_one_document_conflict() {
        assertThatThrownBy(() -> Bundles.bundle("risk := [1]", "risk := [2]"))
                .hasMessage("doc:7:1: conflicting definitions of risk in doc and doc");
    }

    @Test
    void elements_of_restrict_are_collected_from_all_documents() {
        assertThat(BundleDefinitions.of(List.of(
                                document("a", "restrict contains \"x\"", "restrict contains \"y\""),
                                document("b", "restrict contains \"y\"", "restrict contains 1")))
                        .get(DataRule.RESTRICT))
                .extracting(Definition::value)
                .extracting(Literal::items)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.COLLECTION)
                .hasSize(3);
    }

    @Test
    void restrict_is_given_whole_or_by_elements_but_not_both() {
        var whole = document("a", "restrict := {\"x\"}");
        var elements = document("b", "restrict contains \"x\"");
        assertThatThrownBy(() -> PolicyBundle.of(List.of(whole, elements)))
                .hasMessage("b:6:1: conflicting definitions of restrict in a and b");
        assertThatThrownBy(() -> PolicyBundle.of(List.of(elements, whole)))
                .hasMessage("a:6:1: conflicting definitions of restrict in b and a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "true", "null"})
    void a_scalar_restrict_or_ids_or_grants_cannot_be_evaluated(String scalar) {
        assertThatThrownBy(() -> Bundles.bundle("restrict := " + scalar))
                .hasMessage("doc:6:1: restrict is not a collection");
        assertThatThrownBy(() -> Bundles.bundle("app_ids := " + scalar))
                .hasMessage("doc:6:1: app_ids is not an object");
        assertThatThrownBy(() -> Bundles.bundle("grants := " + scalar)).hasMessage("doc:6:1: grants is not an object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"r\": {\"roles\": {}}} | doc:6:1: grants in which no entry has the member application",
                "{\"r\": {\"application\": \"a\"}} | doc:6:1: grants in which no entry has the member roles",
                "{\"r\": 1} | doc:6:1: grants in which no entry has the member application",
                "{\"r\": {\"application\": 1, \"roles\": {}}} | doc:6:1: grants with an application that is not a string",
                "[] | doc:6:1: grants is not an object"
            })
    void grants_the_contract_does_not_compile_cannot_be_evaluated(String grants, String message) {
        assertThatThrownBy(() -> Bundles.bundle("grants := " + grants)).hasMessage(message);
    }
}

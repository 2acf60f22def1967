package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.Evaluation.Decided;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfineMintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"label_prefix\": \"read\", \"scopes\": [\"read\"]}]",
                "{{\"label_prefix\": \"\", \"scopes\": {\"read\", \"write\"}}}",
                "{\"any\": {\"label_prefix\": \"reader\", \"scopes\": {\"k\": \"read\"}}}",
                "[]",
                "{}",
                "set()"
            })
    void a_mint_within_every_matching_rule_passes(String confinement) {
        assertThat(reasonUnder(confinement, Request.mint())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"label_prefix\": \"writer\"}]",
                "[{\"label_prefix\": \"readers\", \"scopes\": []}]",
                "[{\"label_prefix\": \"Read\", \"scopes\": []}]"
            })
    void a_rule_for_other_labels_confines_nothing(String confinement) {
        assertThat(reasonUnder(confinement, Request.mint())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"label_prefix\": \"read\", \"scopes\": [\"write\"]}]",
                "[{\"label_prefix\": \"read\", \"scopes\": [\"read\"]}, {\"label_prefix\": \"r\", \"scopes\": []}]",
                "[{\"label_prefix\": \"read\"}]",
                "[{\"label_prefix\": \"\", \"scopes\": \"read\"}]",
                "{\"any\": {\"label_prefix\": \"reader\", \"scopes\": {\"read\": 1}}}"
            })
    void a_mint_outside_a_matching_rule_is_a_violation(String confinement) {
        assertThat(reasonUnder(confinement, Request.mint())).contains("confinement_violation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "[\"reader\"]",
                "[[]]",
                "[{\"scopes\": [\"read\"]}]",
                "[{}]",
                "1",
                "\"reader\"",
                "false",
                "null"
            })
    void a_confinement_that_is_no_collection_of_rules_lets_nothing_pass(String confinement) {
        assertThat(reasonUnder(confinement, Request.mint())).contains("confinement_violation");
        assertThat(reasonUnder(confinement, Request.mint().without("principal.labels")))
                .contains("confinement_violation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[\"reader\"]"})
    void a_rule_with_a_non_string_prefix_denies_every_mint(String prefix) {
        var confinement = "[{\"label_prefix\": %s, \"scopes\": [\"read\"]}]".formatted(prefix);
        assertThat(reasonUnder(confinement, Request.mint())).contains("malformed_confinement_data");
        assertThat(reasonUnder(confinement, Request.mint().without("principal.labels")))
                .contains("malformed_confinement_data");
        assertThat(reasonUnder("[1, {\"label_prefix\": %s}]".formatted(prefix), Request.mint()))
                .contains("confinement_violation");
    }

    @Test
    void every_requested_scope_must_be_within_the_rule() {
        var both = Request.mint()
                .with("context.requested_scopes", List.of("read", "write"))
                .with("principal.labels", List.of("x", "reader"));
        assertThat(reasonUnder("[{\"label_prefix\": \"reader\", \"scopes\": [\"read\"]}]", both))
                .contains("confinement_violation");
    }

    private static java.util.Optional<String> reasonUnder(String confinement, Request request) {
        var evaluation = Bundles.owned("confinement := " + confinement).decide(request.input());
        assertThat(evaluation).isInstanceOf(Decided.class);
        return ((Decided) evaluation).decision().reason();
    }
}

package dev.edict.command.canary;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.decision.DecisionContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectDecisionTest {

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "opa", "sts"})
    void an_allow_with_a_deny_reason_contradicts_itself(String engine) {
        assertThatThrownBy(() -> CanaryExpectation.require("allow", "role_scope_mismatch", engine))
                .hasMessage("expect_reason: an allow has no deny reason: leave it out, or expect deny");
    }

    @Test
    void every_reason_of_the_contract_can_be_expected() {
        assertThatCode(() -> DecisionContract.denyReasons()
                        .forEach(reason -> CanaryExpectation.require("deny", reason, "embedded")))
                .doesNotThrowAnyException();
        assertThatCode(() -> CanaryExpectation.require("deny", null, "embedded"))
                .doesNotThrowAnyException();
        assertThatCode(() -> CanaryExpectation.require("allow", null, "embedded"))
                .doesNotThrowAnyException();
    }

    @Test
    void a_reason_that_the_contract_does_not_have_is_refused_with_those_that_it_has() {
        assertThatThrownBy(() -> CanaryExpectation.require("deny", "because", "embedded"))
                .hasMessageStartingWith("expect_reason: no denial has this reason: expected one of ambiguous_")
                .hasMessageContaining("role_scope_mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opa", "sts"})
    void an_engine_with_a_contract_of_its_own_may_have_any_reason(String engine) {
        assertThatCode(() -> CanaryExpectation.require("deny", "because", engine))
                .doesNotThrowAnyException();
    }
}

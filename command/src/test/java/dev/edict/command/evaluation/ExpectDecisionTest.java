package dev.edict.command.evaluation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.decision.DecisionContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectDecisionTest {

    private static final Refusal INVALID = Refusal.of(Rejection.Reason.INVALID_CANARY);

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "opa", "sts"})
    void an_allow_with_a_deny_reason_contradicts_itself(String engine) {
        assertThatThrownBy(() -> CaseExpectation.require("allow", "role_scope_mismatch", engine, INVALID))
                .hasMessage("expect_reason: an allow has no deny reason: leave it out, or expect deny");
    }

    @Test
    void every_reason_of_the_contract_can_be_expected() {
        assertThatCode(() -> DecisionContract.denyReasons()
                        .forEach(reason -> CaseExpectation.require("deny", reason, "embedded", INVALID)))
                .doesNotThrowAnyException();
        assertThatCode(() -> CaseExpectation.require("deny", null, "embedded", INVALID))
                .doesNotThrowAnyException();
        assertThatCode(() -> CaseExpectation.require("allow", null, "embedded", INVALID))
                .doesNotThrowAnyException();
    }

    @Test
    void a_reason_that_the_contract_does_not_have_is_refused_with_those_that_it_has() {
        assertThatThrownBy(() -> CaseExpectation.require("deny", "because", "embedded", INVALID))
                .hasMessageStartingWith("expect_reason: no denial has this reason: expected one of ambiguous_")
                .hasMessageContaining("role_scope_mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opa", "sts"})
    void an_engine_with_a_contract_of_its_own_may_have_any_reason(String engine) {
        assertThatCode(() -> CaseExpectation.require("deny", "because", engine, INVALID))
                .doesNotThrowAnyException();
    }
}

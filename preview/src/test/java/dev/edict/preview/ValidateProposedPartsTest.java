package dev.edict.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.command.canary.CanaryBody;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.suite.SuiteBody;
import dev.edict.command.suite.SuiteBody.Case;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValidateProposedPartsTest {

    private static final Refusal INVALID = Refusal.of(Rejection.Reason.INVALID_SUITE, "suites", "tellers");

    private final ValidatorFactory factory = Validation.buildDefaultValidatorFactory();
    private final PartValidator validator = new PartValidator(factory.getValidator());

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void a_valid_part_is_accepted() {
        assertThatCode(() -> validator.require(suite(one("reads", "allow", null)), INVALID))
                .doesNotThrowAnyException();
    }

    @Test
    void an_invalid_member_is_refused_with_its_path_in_the_body() {
        refused(null, "suites.tellers: must not be null");
        refused(suite(), "suites.tellers.cases: size must be between 1 and 1000");
        refused(suite(one("a", "allow", null), one("b", "perhaps", null)), "suites.tellers.cases.1.expect: must match");
        refused(suite(one("a", "deny", "")), "suites.tellers.cases.0.expect_reason: size must be");
        refused(suite((Case) null), "suites.tellers.cases.0: must not be null");
        refused(new CanaryBody(Map.of(), "allow", null, Map.of("x", 1)), "suites.tellers.unknown: unknown key");
    }

    private void refused(@Nullable Object part, String message) {
        assertThatThrownBy(() -> validator.require(part, INVALID))
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(Rejection.Reason.INVALID_SUITE))
                .hasMessageStartingWith(message);
    }

    private static SuiteBody suite(@Nullable Case... cases) {
        return new SuiteBody(null, Arrays.asList(cases), null);
    }

    private static Case one(String name, String expect, @Nullable String reason) {
        return new Case(name, Map.of(), expect, reason, null, null);
    }
}

package dev.edict.command.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class ChoosePolicyLanguageTest {

    private static final String LOGIC =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := input.apps
            """;

    private final MockEnvironment environment = new MockEnvironment();

    private boolean refusesLogic() {
        return new SitePolicyChecks(environment).document(LOGIC).hasErrors();
    }

    @Test
    void literal_unless_said_otherwise() {
        assertThat(refusesLogic()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rego", "REGO"})
    void rego_accepts_logic(String name) {
        environment.setProperty("edict.policy-language", name);
        assertThat(refusesLogic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cedar", "rego.v1"})
    void another_is_refused_by_the_variable_it_stands_in(String name) {
        environment.setProperty("edict.policy-language", name);
        assertThatThrownBy(() -> new SitePolicyChecks(environment))
                .isInstanceOf(SettingRefused.class)
                .hasMessage("EDICT_POLICY_LANGUAGE must be literal or rego");
    }
}

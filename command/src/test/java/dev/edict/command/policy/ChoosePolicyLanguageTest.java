package dev.edict.command.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import java.util.Optional;
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
        return new SitePolicyChecks(environment, zoneId -> Optional.empty())
                .document(LOGIC)
                .hasErrors();
    }

    @Test
    void uses_literal_by_default() {
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
    void rejects_another_language_and_names_the_variable(String name) {
        environment.setProperty("edict.policy-language", name);
        assertThatThrownBy(() -> new SitePolicyChecks(environment, zoneId -> Optional.empty()))
                .isInstanceOf(SettingRefused.class)
                .hasMessage("EDICT_POLICY_LANGUAGE must be literal or rego");
    }
}

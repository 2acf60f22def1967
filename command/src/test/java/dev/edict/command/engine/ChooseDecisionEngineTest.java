package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import dev.edict.command.content.Sha256;
import dev.edict.decision.DecisionContract;
import dev.edict.decision.DecisionEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ChooseDecisionEngineTest {

    @TempDir
    private Path folder;

    private final Map<String, Object> opa = new HashMap<>();
    private final Map<String, Object> sts = new HashMap<>();

    @BeforeEach
    void everythingIsSet() throws IOException {
        var contract = Files.writeString(folder.resolve("contract.rego"), "package caracal.authz\nresult := {}\n");
        opa.putAll(Map.of(
                "EDICT_DECISION_ENGINE", "opa",
                "EDICT_OPA_URL", "http://opa:8181/prefix/",
                "EDICT_OPA_CONTRACT", contract.toString()));
        sts.putAll(Map.of(
                "EDICT_DECISION_ENGINE", "sts",
                "STS_URL", "http://sts:8080/lost/prefix",
                "GATEWAY_STS_HMAC_KEY", Samples.GATEWAY_KEY));
    }

    @Test
    void uses_the_embedded_engine_by_default() {
        assertThat(choose(Map.of()).name()).isEqualTo("embedded");
        assertThat(choose(Map.of("EDICT_DECISION_ENGINE", "embedded")).name()).isEqualTo("embedded");
    }

    @Test
    void chooses_an_engine_by_name_even_if_it_is_unreachable() {
        assertThat(choose(opa).name()).isEqualTo("opa");
        assertThat(choose(sts).name()).isEqualTo("sts");
        assertThat(choose(Map.of("edict.decision-engine", "embedded")).name()).isEqualTo("embedded");
    }

    @Test
    void an_engine_tells_the_contract_by_which_it_decides_and_the_sts_does_not() {
        assertThat(choose(Map.of()).contract())
                .isEqualTo(Sha256.hex(DecisionContract.text()))
                .isEqualTo(DecisionContract.sha256());
        assertThat(choose(opa).contract()).isEqualTo(Sha256.hex("package caracal.authz\nresult := {}\n"));
        assertThat(choose(sts).contract()).isEqualTo("unknown");
    }

    @Test
    void the_sts_is_addressed_by_its_origin_and_opa_by_its_whole_url() {
        assertThat(settings(sts).sts()).hasToString("http://sts:8080");
        assertThat(settings(opa).opa()).hasToString("http://opa:8181/prefix");
    }

    @Test
    void a_call_times_out_after_two_seconds_by_default() {
        assertThat(settings(Map.of()).timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings(Map.of(EngineSettings.TIMEOUT, "100ms")).timeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings(Map.of(EngineSettings.TIMEOUT, "30s")).timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void reads_secrets_from_files() throws IOException {
        var file = Files.writeString(folder.resolve("secret"), Samples.GATEWAY_KEY + "\n");
        sts.remove("GATEWAY_STS_HMAC_KEY");
        sts.put("GATEWAY_STS_HMAC_KEY_FILE", file.toString());
        opa.put("EDICT_OPA_TOKEN_FILE", file.toString());
        assertThat(choose(sts).name()).isEqualTo("sts");
        assertThat(settings(opa).opaToken()).hasValue(Samples.GATEWAY_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EDICT_OPA_URL", "EDICT_OPA_CONTRACT", "STS_URL", "GATEWAY_STS_HMAC_KEY"})
    void a_missing_setting_of_the_chosen_engine_stops_the_start_and_is_named(String variable) {
        var settings = opa.containsKey(variable) ? opa : sts;
        settings.remove(variable);
        assertThatThrownBy(() -> choose(settings))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith(variable + " is missing: ");
    }

    @ParameterizedTest
    @CsvSource({
        "EDICT_DECISION_ENGINE, opaque, is not a decision engine",
        "EDICT_DECISION_ENGINE_TIMEOUT, 99ms, is out of range",
        "EDICT_DECISION_ENGINE_TIMEOUT, 31s, is out of range",
        "EDICT_DECISION_ENGINE_TIMEOUT, soon, is not a duration",
        "EDICT_OPA_URL, ftp://opa, is not an http or https URL",
        "EDICT_OPA_URL, http://user:s3cret@opa, has credentials",
        "EDICT_OPA_URL, 'http://opa/ s3cret', is not a URL",
        "EDICT_OPA_CONTRACT, /nowhere/s3cret, names a file that cannot be read",
        "EDICT_OPA_TOKEN, 's3cret with blanks', is not a token",
    })
    void a_wrong_setting_stops_the_start_and_is_named_without_its_value(String variable, String value, String what) {
        opa.put(variable, value);
        assertThatThrownBy(() -> choose(opa))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith(variable + " " + what)
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void a_contract_of_another_package_stops_the_start() throws IOException {
        Files.writeString(folder.resolve("contract.rego"), "package other\n");
        assertThatThrownBy(() -> choose(opa))
                .isInstanceOf(SettingRefused.class)
                .hasMessage("EDICT_OPA_CONTRACT names a file that is not a decision contract:"
                        + " its package is not caracal.authz");
    }

    private static DecisionEngine choose(Map<String, Object> variables) {
        return DecisionEngines.chosenIn(environment(variables));
    }

    private static EngineSettings settings(Map<String, Object> variables) {
        return new EngineSettings(environment(variables));
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", variables));
        return environment;
    }
}

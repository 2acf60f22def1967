package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.embedded.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class ChooseServersTest {

    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String TOKEN = "a-token-of-some-length";

    @TempDir
    Path folder;

    @Test
    void both_addresses_mean_servers_of_the_operator() throws IOException {
        var environment = remote(Map.of());

        var settings = decide(environment);
        var servers = settings.servers();

        assertThat(servers).isInstanceOf(Servers.Remote.class);
        assertThat(servers.database().hosts()).containsExactly(new DatabaseUrl.Host("db", 5432));
        assertThat(servers.redis().first().getHost()).isEqualTo("cache");
        assertThat(environment.getProperty("edict.sts-bridge.key")).isEqualTo(KEY);
        assertThat(settings.secrets().adminToken()).isEqualTo(TOKEN);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void one_address_alone_is_refused_with_the_name_of_the_other() {
        assertThatThrownBy(() -> decide(remote(Map.of("REDIS_URL", ""))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("REDIS_URL is missing")
                .hasMessageContaining("or neither");
        assertThatThrownBy(() -> decide(remote(Map.of("DATABASE_URL", ""))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("DATABASE_URL is missing");
    }

    @Test
    void servers_of_the_operator_need_secrets_of_the_operator() {
        assertThatThrownBy(() -> decide(remote(Map.of("STREAMS_HMAC_KEY", ""))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("STREAMS_HMAC_KEY is missing");
        assertThatThrownBy(() -> decide(remote(Map.of("EDICT_ADMIN_TOKEN", ""))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("EDICT_ADMIN_TOKEN is missing");
    }

    @Test
    void the_admin_token_may_come_under_caracals_name() throws IOException {
        var environment =
                remote(Map.of("EDICT_ADMIN_TOKEN", "", "CARACAL_ADMIN_TOKEN", "another-token-of-some-length"));

        assertThat(decide(environment).secrets().adminToken()).isEqualTo("another-token-of-some-length");
    }

    @Test
    void a_value_may_come_from_a_file_that_ends_in_a_newline() throws IOException {
        var file = Files.writeString(folder.resolve("address"), "postgres://ada:pass%20word@elsewhere/policies\r\n");

        var servers = decide(remote(Map.of("DATABASE_URL", "", "DATABASE_URL_FILE", file.toString())))
                .servers();

        assertThat(servers.database().hosts()).containsExactly(new DatabaseUrl.Host("elsewhere", 5432));
        assertThat(servers.database().password()).isEqualTo("pass word");
    }

    @Test
    void the_scrapers_token_may_come_from_a_file_too_and_is_checked_as_any_other() throws IOException {
        var file = Files.writeString(folder.resolve("scraper"), "a-token-for-the-scraper\n");
        var environment = remote(Map.of("METRICS_BEARER_FILE", file.toString()));
        assertThat(decide(environment).secrets().metricsToken()).isEqualTo("a-token-for-the-scraper");
        assertThatThrownBy(() -> decide(remote(Map.of("METRICS_BEARER", "short"))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("METRICS_BEARER is not a usable token");
        assertThatThrownBy(() -> decide(remote(Map.of("METRICS_BEARER", TOKEN))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("METRICS_BEARER equals the admin token")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void a_file_of_authorities_must_have_a_certificate() throws IOException {
        var file = Files.writeString(folder.resolve("ca.pem"), "s3cret");

        assertThatThrownBy(() -> decide(remote(Map.of("EDICT_REDIS_CA_FILE", file.toString()))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("the file that EDICT_REDIS_CA_FILE names has no certificates")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> decide(remote(Map.of("EDICT_REDIS_CA_FILE", "/nowhere"))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("the file that EDICT_REDIS_CA_FILE names has no certificates");
    }

    @Test
    void a_value_and_a_file_at_once_are_refused() {
        assertThatThrownBy(() -> decide(remote(Map.of("STREAMS_HMAC_KEY_FILE", "/run/secrets/key"))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("STREAMS_HMAC_KEY and STREAMS_HMAC_KEY_FILE are both set");
    }

    @Test
    void a_file_that_is_not_there_is_refused_without_repeating_what_may_be_the_secret_itself() {
        assertThatThrownBy(() -> decide(remote(Map.of("STREAMS_HMAC_KEY", "", "STREAMS_HMAC_KEY_FILE", KEY))))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("STREAMS_HMAC_KEY_FILE")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void a_password_that_looks_like_a_placeholder_is_taken_as_it_is() throws IOException {
        var servers = decide(remote(Map.of("DATABASE_URL", "postgres://ada:${s3cret}@db/policies")))
                .servers();

        assertThat(servers.database().password()).isEqualTo("${s3cret}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0123456789abcdef", "not hexadecimal at all, but of a sufficient length for any key", "abc"})
    void a_weak_signing_key_is_refused_and_not_shown(String key) {
        assertThatThrownBy(() -> decide(remote(Map.of("STREAMS_HMAC_KEY", key))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("STREAMS_HMAC_KEY is ")
                .hasMessageNotContaining(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fifteen-letters", "a token with blanks in it", "a-tökén-of-some-length", "a-token-with-${HOME}"
            })
    void an_unusable_admin_token_is_refused_and_not_shown(String token) {
        assertThatThrownBy(() -> decide(remote(Map.of("EDICT_ADMIN_TOKEN", token))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("EDICT_ADMIN_TOKEN ")
                .hasMessageNotContaining(token);
    }

    @Test
    void embedded_servers_get_secrets_once_and_keep_them(CapturedOutput output) throws IOException {
        var first = embedded(Map.of());
        var settings = decide(first);
        settings.destroy();
        var second = embedded(Map.of());
        var later = decide(second);
        later.destroy();

        var token = settings.secrets().adminToken();
        assertThat(token).matches("cat_[A-Za-z0-9_-]{43}");
        assertThat(first.getProperty("edict.sts-bridge.key")).matches("[0-9a-f]{64}");
        assertThat(later.secrets().adminToken()).isEqualTo(token);
        assertThat(second.getProperty("edict.sts-bridge.key")).isEqualTo(first.getProperty("edict.sts-bridge.key"));
        assertThat(output.getOut()).containsOnlyOnce(token);
        for (var secret : new String[] {"admin-token", "streams-hmac-key"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void secrets_of_the_operator_go_before_kept_ones_and_are_not_written_down(CapturedOutput output)
            throws IOException {
        var environment = embedded(Map.of("STREAMS_HMAC_KEY", KEY, "AUDIT_HMAC_KEY", KEY, "EDICT_ADMIN_TOKEN", TOKEN));

        var settings = decide(environment);
        settings.destroy();

        assertThat(environment.getProperty("edict.sts-bridge.key")).isEqualTo(KEY);
        assertThat(environment.getProperty("edict.decision-audit.key")).isEqualTo(KEY);
        assertThat(settings.secrets().adminToken()).isEqualTo(TOKEN);
        assertThat(data()).isDirectoryNotContaining(file -> file.toString().endsWith("-key"));
        assertThat(output).doesNotContain(TOKEN);
    }

    @Test
    void a_kept_secret_that_was_spoilt_is_refused_by_the_name_of_its_file() throws IOException {
        decide(embedded(Map.of())).destroy();
        Files.writeString(data().resolve("streams-hmac-key"), "spoilt");

        var settings = new ServerSettings(embedded(Map.of()));
        assertThatThrownBy(() -> settings.postProcessBeanFactory(new DefaultListableBeanFactory()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("streams-hmac-key is not hexadecimal");
        settings.destroy();
    }

    @Test
    void a_folder_that_is_in_use_is_refused_until_it_is_given_up() throws IOException {
        var first = decide(embedded(Map.of()));

        assertThatThrownBy(() -> decide(embedded(Map.of())))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(data().toRealPath().toString())
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
        first.destroy();
        decide(embedded(Map.of())).destroy();
    }

    @Test
    void the_properties_do_not_show_their_secrets_even_when_debugging() {
        var environment = remote(Map.of());
        var logging = LoggingSystem.get(getClass().getClassLoader());
        // A subcommand that another test ran in this process has turned logging off.
        logging.cleanUp();
        logging.setLogLevel(getClass().getPackageName(), LogLevel.DEBUG);

        decide(environment);

        assertThat(environment.getPropertySources().stream().findFirst().orElseThrow())
                .asString()
                .doesNotContain(KEY, TOKEN);
    }

    private static ServerSettings decide(ConfigurableEnvironment environment) {
        var settings = new ServerSettings(environment);
        settings.postProcessBeanFactory(new DefaultListableBeanFactory());
        return settings;
    }

    private ConfigurableEnvironment remote(Map<String, Object> changes) {
        var variables = new HashMap<String, Object>(Map.of(
                "DATABASE_URL",
                "postgres://ada:s3cret@db/policies",
                "REDIS_URL",
                "redis://cache",
                "STREAMS_HMAC_KEY",
                KEY,
                "EDICT_ADMIN_TOKEN",
                TOKEN));
        variables.putAll(changes);
        return embedded(variables);
    }

    private ConfigurableEnvironment embedded(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("folder", Map.of("edict.data", data().toString())));
        return environment;
    }

    private Path data() {
        return folder.resolve("below/.edict");
    }
}

package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import dev.edict.command.secret.CurrentSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The token of an engine is changed in its file while the program runs. */
class CurrentSecretTest {

    @TempDir
    private Path folder;

    private final StandardEnvironment environment = new StandardEnvironment();
    private final EngineSettings settings = new EngineSettings(environment);

    @BeforeEach
    void a_token_in_a_file() throws IOException {
        write("first-token\n");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("given", Map.of("EDICT_OPA_TOKEN_FILE", token().toString())));
    }

    @Test
    void reads_the_current_content_of_the_file() throws IOException {
        var secret = new CurrentSecret<>(settings::opaToken);
        assertThat(secret.get()).hasValue("first-token");

        write("second-token\n");

        assertThat(secret.get()).hasValue("second-token");
    }

    @Test
    void keeps_the_last_valid_value_while_the_file_is_invalid() throws IOException {
        var secret = new CurrentSecret<>(settings::opaToken);
        write("a token with blanks");
        assertThat(secret.get()).hasValue("first-token");

        Files.delete(token());
        assertThat(secret.get()).hasValue("first-token");

        write("second-token");
        assertThat(secret.get()).hasValue("second-token");
    }

    @Test
    void requires_a_valid_value_at_the_start() throws IOException {
        Files.delete(token());

        assertThatThrownBy(() -> new CurrentSecret<>(settings::opaToken)).isInstanceOf(SettingRefused.class);
    }

    private Path token() {
        return folder.resolve("token");
    }

    private void write(String value) throws IOException {
        Files.writeString(token(), value);
    }
}

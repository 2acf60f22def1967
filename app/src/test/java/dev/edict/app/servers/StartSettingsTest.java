package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartSettingsTest {

    private static final String KEY = "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f";
    private static final String TOKEN = "a-token-of-sixteen-or-more";
    private static final Map<String, String> OWN = Map.of(
            "DATABASE_URL",
            "postgres://db/edict",
            "REDIS_URL",
            "redis://cache",
            "STREAMS_HMAC_KEY",
            KEY,
            "EDICT_ADMIN_TOKEN",
            TOKEN);

    @TempDir
    private Path folder;

    @Test
    void own_servers_are_used_with_own_secrets() {
        assertThat(decide(OWN))
                .containsEntry("edict.servers.database-url", "postgres://db/edict")
                .containsEntry("edict.servers.redis-url", "redis://cache")
                .containsEntry("edict.sts-bridge.key", KEY)
                .containsEntry("edict.admin-token", TOKEN)
                .doesNotContainKey("edict.servers.data-folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE_URL", "REDIS_URL", "STREAMS_HMAC_KEY", "EDICT_ADMIN_TOKEN"})
    void own_servers_need_each_of_their_settings(String missing) {
        var variables = new HashMap<>(OWN);
        variables.remove(missing);
        assertRefused(variables, missing);
    }

    @Test
    void the_stock_name_of_the_token_does_as_well() {
        var variables = new HashMap<>(OWN);
        variables.remove("EDICT_ADMIN_TOKEN");
        variables.put("CARACAL_ADMIN_TOKEN", TOKEN);
        assertThat(decide(variables)).containsEntry("edict.admin-token", TOKEN);
    }

    @Test
    void a_setting_may_stand_in_a_file_but_not_in_both_places() throws IOException {
        var variables = new HashMap<>(OWN);
        variables.remove("STREAMS_HMAC_KEY");
        variables.put(
                "STREAMS_HMAC_KEY_FILE",
                Files.writeString(folder.resolve("key"), KEY + "\n").toString());
        assertThat(decide(variables)).containsEntry("edict.sts-bridge.key", KEY);
        variables.put("STREAMS_HMAC_KEY", KEY);
        assertRefused(variables, "Both STREAMS_HMAC_KEY and STREAMS_HMAC_KEY_FILE");
    }

    @Test
    void a_file_that_is_not_there_or_empty_is_refused() throws IOException {
        var variables = new HashMap<>(OWN);
        variables.remove("STREAMS_HMAC_KEY");
        variables.put("STREAMS_HMAC_KEY_FILE", folder.resolve("nowhere").toString());
        assertRefused(variables, "STREAMS_HMAC_KEY_FILE");
        variables.put(
                "STREAMS_HMAC_KEY_FILE",
                Files.writeString(folder.resolve("empty"), "\n").toString());
        assertRefused(variables, "STREAMS_HMAC_KEY_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe", "0g", KEY + "0"})
    void a_key_that_is_short_or_no_hex_is_refused_and_not_repeated(String key) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> decide(with("STREAMS_HMAC_KEY", key)))
                .withMessageContaining("STREAMS_HMAC_KEY")
                .satisfies(refused ->
                        assertThat(refused.getMessage() + refused.action()).doesNotContain(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with a blank in the middle", "ünï-cödé-of-some-length"})
    void a_token_that_is_short_or_not_printable_is_refused_and_not_repeated(String token) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> decide(with("EDICT_ADMIN_TOKEN", token)))
                .satisfies(refused ->
                        assertThat(refused.getMessage() + refused.action()).doesNotContain(token));
    }

    @Test
    void embedded_servers_make_their_secrets_once_and_keep_them_private() throws IOException {
        var variables = Map.of("EDICT_DATA", folder.resolve("data").toString());
        var first = decide(variables);
        var second = decide(variables);
        assertThat(String.valueOf(first.get("edict.admin-token"))).matches("cat_[A-Za-z0-9_-]{43}");
        assertThat(String.valueOf(first.get("edict.sts-bridge.key"))).matches("[0-9a-f]{64}");
        assertThat(first).containsEntry("edict.servers.new-admin-token", true);
        assertThat(second)
                .containsEntry("edict.servers.new-admin-token", false)
                .containsEntry("edict.admin-token", first.get("edict.admin-token"))
                .containsEntry("edict.sts-bridge.key", first.get("edict.sts-bridge.key"));
        for (var file : new String[] {"admin-token", "streams-hmac-key"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("data").resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void embedded_servers_use_the_secrets_they_are_given() {
        var data = folder.resolve("data");
        assertThat(decide(Map.of("EDICT_DATA", data.toString(), "EDICT_ADMIN_TOKEN", TOKEN, "STREAMS_HMAC_KEY", KEY)))
                .containsEntry("edict.admin-token", TOKEN)
                .containsEntry("edict.sts-bridge.key", KEY);
        assertThat(data).doesNotExist();
    }

    @Test
    void a_data_folder_that_cannot_be_one_is_refused() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertRefused(Map.of("EDICT_DATA", file.toString()), file.toString());
    }

    private static Map<String, String> with(String name, String value) {
        var variables = new HashMap<>(OWN);
        variables.put(name, value);
        return variables;
    }

    private static Map<String, Object> decide(Map<String, String> variables) {
        return StartSettings.decide(new Variables(variables::get));
    }

    private static void assertRefused(Map<String, String> variables, String because) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> decide(variables))
                .withMessageContaining(because)
                .satisfies(refused -> assertThat(refused.action()).isNotBlank());
    }
}

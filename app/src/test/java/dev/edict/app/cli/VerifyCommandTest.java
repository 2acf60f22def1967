package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code edict verify} as a pipeline sees it. */
@Tag("servers")
class VerifyCommandTest {

    private final Edict edict = Edict.shared();
    private final Api.Governed zone = edict.api().governed(1);
    private final String url = "http://127.0.0.1:" + edict.port();

    @TempDir
    private Path folder;

    private Path token = Path.of("");

    @BeforeEach
    void token() throws IOException {
        token = Files.writeString(folder.resolve("token"), edict.token() + "\n");
    }

    @Test
    void it_prints_each_check_with_what_was_found() {
        activate();
        var ran = verify("--wait", "0s");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("Activation 1 of zone " + zone.zoneId())
                .contains("activation       passed", "invalidation", "policy age", "audit decisions", "gateway");
    }

    @Test
    void what_is_not_verifiable_is_no_success() {
        activate();
        assertThat(verify("--wait", "0s").exitCode()).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void the_same_is_there_as_json() {
        activate();
        var json = verify("--wait", "0s", "--format", "json").json();
        assertThat(json.path("activation_seq").asInt()).isOne();
        assertThat(json.path("checks").size()).isEqualTo(5);
    }

    @Test
    void a_zone_without_a_change_could_not_be_verified() {
        var ran = verify("--wait", "0s");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("404 activation_not_found");
    }

    @Test
    void a_wrong_token_is_told_without_its_text() throws IOException {
        Files.writeString(token, "a-token-that-is-not-known");
        var ran = verify("--wait", "0s");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("401").doesNotContain("a-token-that-is-not-known");
    }

    @ParameterizedTest
    @CsvSource({
        "--wait, 1h, --wait must be",
        "--wait, 601s, --wait must be",
        "--activation, first, --activation must be",
        "--url, ftp://host, --url must be",
        "--url, http://me:secret@host, --url must be"
    })
    void a_wrong_argument_is_named(String option, String value, String words) {
        var ran = CliRun.edict("verify", "--token-file", token, "--zone", "z1", option, value);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).contains(words).doesNotContain("secret");
    }

    @Test
    void an_edict_that_is_away_is_told() {
        var ran = CliRun.edict("verify", "--url", "http://127.0.0.1:1", "--token-file", token, "--zone", "z1");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("unreachable at http://127.0.0.1:1");
    }

    private void activate() {
        edict.api()
                .activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
    }

    private Ran verify(Object... options) {
        var words = new Object[7 + options.length];
        System.arraycopy(
                new Object[] {"verify", "--url", url, "--token-file", token, "--zone", zone.zoneId()}, 0, words, 0, 7);
        System.arraycopy(options, 0, words, 7, options.length);
        return CliRun.edict(words);
    }
}

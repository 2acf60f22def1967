package dev.edict.cli.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.Ran;
import dev.edict.cli.Texts;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code edict verify} waits for a verdict, and what it prints. */
class AwaitVerificationTest {

    private static final String FIRST = "GET /v1/zones/z1/activations/latest/verification?wait=0s";
    private static final String HELD = "GET /v1/zones/z1/activations/3/verification?wait=30s";

    private final EdictStub stub =
            EdictStub.started().on("GET /v1/zones/z1", "{\"id\": \"z1\", \"name\": \"Shop\", \"slug\": \"shop\"}");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void the_change_that_was_the_latest_at_the_beginning_is_followed() throws IOException {
        stub.on(FIRST, verification("pending", "pending")).on(HELD, verification("passed", "passed"));
        var ran = verify("--wait", "60s");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.err()).as("progress").isEqualTo("activation 3: waiting for policy age" + System.lineSeparator());
        assertThat(ran.out())
                .isEqualToNormalizingNewlines(
                        """
                        Activation 3 of zone z1 (rollback, v1): verified

                        activation    passed  it is in the log
                        invalidation  passed  it was announced
                        policy age    passed  1 of 1 enforce it
                        """);
    }

    @Test
    void patience_has_an_end() throws IOException {
        stub.on(FIRST, verification("pending", "pending"));
        var ran = verify("--wait", "0s");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out()).contains("): pending").contains("policy age    pending");
    }

    @Test
    void a_short_outage_of_edict_is_waited_out() throws IOException {
        stub.on(FIRST, verification("pending", "pending"))
                .on(HELD, Answer.error(503, "starting"), Answer.ok(verification("passed", "passed")));
        assertThat(verify("--wait", "60s").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_failing_canary_is_named_with_what_it_expected() throws IOException {
        stub.on(
                FIRST,
                """
                {"zone_id": "z1", "activation_seq": 3, "verdict": "failed", "change": "activation", "version_id": "v1",
                 "checks": [{"check": "audit_decisions", "state": "failed", "sentence": "1 canary fails",
                             "evidence": {"failing": [{"name": "clerk reads", "decision_point": "gw-1",
                                                       "expected": "allow", "actual": "deny"}]}}]}
                """);
        var ran = verify("--wait", "0s", "--color", "always");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .contains("\u001b[31mfailed\u001b[0m")
                .contains("    clerk reads  on gw-1  expected allow, was deny");
    }

    @Test
    void what_is_not_verifiable_fails_only_where_it_is_strict() throws IOException {
        stub.on(FIRST, verification("not_verifiable", "passed"));
        assertThat(verify("--wait", "0s").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(verify("--wait", "0s", "--strict").exitCode()).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void an_edict_of_another_version_is_told() throws IOException {
        stub.on(FIRST, "{\"zone_id\": \"z1\"}");
        var ran = verify("--wait", "0s");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("is another version (not told)").contains("no verdict");
    }

    @Test
    void a_missing_change_is_told_with_where_to_look() throws IOException {
        stub.on(FIRST, Answer.error(404, "activation_not_found"));
        assertThat(verify("--wait", "0s").err()).contains("404 activation_not_found: why; 'edict timeline' shows");
    }

    private static String verification(String verdict, String policyAge) {
        return """
                {"zone_id": "z1", "activation_seq": 3, "verdict": "%s", "change": "rollback", "version_id": "v1",
                 "checks": [{"check": "activation", "state": "passed", "sentence": "it is in the log"},
                            {"check": "invalidation", "state": "passed", "sentence": "it was announced"},
                            {"check": "policy_age", "state": "%s", "sentence": "1 of 1 enforce it"}]}
                """
                .formatted(verdict, policyAge);
    }

    private Ran verify(Object... options) throws IOException {
        var words = new Object[7 + options.length];
        var token = Texts.file(folder, "token", "t");
        System.arraycopy(
                new Object[] {"verify", "--url", stub.address(), "--token-file", token, "--zone", "z1"},
                0,
                words,
                0,
                7);
        System.arraycopy(options, 0, words, 7, options.length);
        return Ran.edict(words);
    }
}

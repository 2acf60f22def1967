package dev.edict.cli.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.Ran;
import dev.edict.cli.io.Confirmation;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code edict rollback} against a server that answers as told. */
class RollBackTest {

    private static final String ACTIVE = "GET /v1/zones/z1/active";
    private static final String ROLLBACK = "POST /v1/zones/z1/rollback";
    private static final String PREVIEW = "GET /v1/zones/z1/policy-sets/s1/versions/v3/preview";
    private static final String GOVERNED =
            """
            {"zone_id": "z1", "governed": true, "policy_set_id": "s1", "policy_set_name": "Authorization",
             "version_id": "v3", "version": 3, "activation_seq": 5, "previous_version_id": "v2"}
            """;
    private static final String HISTORY =
            """
            {"items": [
                {"activation_seq": 5, "version_id": "v3", "version": 3, "policy_set_id": "s1", "policy_set_name": "Authorization"},
                {"activation_seq": 2, "version_id": "o1", "version": 1, "policy_set_id": "s0", "policy_set_name": "Old"},
                {"activation_seq": 1, "version_id": "v1", "version": 1, "policy_set_id": "s1", "policy_set_name": "Authorization"}]}
            """;
    private static final Answer DONE =
            new Answer(202, "{\"activated\": true, \"version_id\": \"v2\", \"rolled_back_from\": \"v3\"}", Map.of());

    private final EdictStub stub = ZoneRun.stub()
            .on(ACTIVE, Answer.ok(GOVERNED).with("ETag", "\"a5\""))
            .on(
                    PREVIEW,
                    """
                    {"way_back": {"policy_set_id": "s1", "policy_set_name": "Authorization", "version_id": "v2",
                                  "version": 2, "delta": {"text": "+1 −2"}}}
                    """)
            .on("GET /v1/zones/z1/activations?limit=500", HISTORY)
            .on(ROLLBACK, DONE)
            .on("GET /v1/zones/z1/activations/6/verification?wait=0s", verification("passed"));

    @TempDir
    private Path folder;

    private final Confirmation nobody = question -> Optional.empty();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void it_shows_what_it_does_and_whether_it_worked() throws IOException {
        var ran = rollback(nobody, "--yes");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .isEqualToNormalizingNewlines(
                        """
                        zone     Shop (z1)
                        governs  version 3 of Authorization (v3)
                        back to  version 2 of Authorization (v2)
                        access   +1 −2
                        reason   refunds are denied
                        rolled back to v2 as change 6

                        Activation 6 of zone z1 (rollback, v2): verified

                        activation  passed  it is in the log
                        """);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void it_sends_the_state_that_it_showed_and_the_version_that_it_named() throws IOException {
        rollback(nobody, "--yes");
        var sent = stub.received(ROLLBACK).get(0);
        assertThat(sent.header("If-match")).isEqualTo("\"a5\"");
        assertThat(sent.header("Idempotency-key")).startsWith("edict-cli-");
        assertThat(JsonMapper.shared().readTree(sent.body()))
                .isEqualTo(
                        JsonMapper.shared().readTree("{\"reason\": \"refunds are denied\", \"version_id\": \"v2\"}"));
    }

    @Test
    void each_run_is_a_change_of_its_own() throws IOException {
        rollback(nobody, "--yes");
        rollback(nobody, "--yes");
        assertThat(stub.received(ROLLBACK))
                .extracting(sent -> sent.header("Idempotency-key"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void a_lost_answer_is_asked_for_again_with_the_same_key() throws IOException {
        stub.on(ROLLBACK, new Answer(0, "", Map.of()), DONE);
        assertThat(rollback(nobody, "--yes").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(stub.received(ROLLBACK))
                .hasSize(2)
                .extracting(sent -> sent.header("Idempotency-key"))
                .containsOnly(stub.received(ROLLBACK).get(0).header("Idempotency-key"));
    }

    @Test
    void a_person_is_asked_first() throws IOException {
        assertThat(rollback(question -> Optional.of("y")).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(stub.received(ROLLBACK)).hasSize(1);
    }

    @Test
    void anything_but_yes_changes_nothing() throws IOException {
        for (var typed : new String[] {"", "n", "yess", "Y!"}) {
            var ran = rollback(question -> Optional.of(typed));
            assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
            assertThat(ran.err()).contains("not confirmed: nothing was changed");
        }
        assertThat(stub.received(ROLLBACK)).isEmpty();
    }

    @Test
    void without_a_terminal_yes_has_to_be_said() throws IOException {
        var ran = rollback(nobody);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).contains("say --yes");
        assertThat(stub.received(ROLLBACK)).isEmpty();
    }

    @Test
    void a_newer_change_of_somebody_else_is_never_rolled_back() throws IOException {
        stub.on(ROLLBACK, Answer.error(412, "precondition_failed"));
        var ran = rollback(nobody, "--yes");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.err()).contains("another change of the zone came first: nothing was changed");
    }

    @Test
    void a_refusal_of_the_zone_is_told() throws IOException {
        stub.on(ROLLBACK, Answer.error(409, "no_rollback_target"));
        var ran = rollback(nobody, "--yes");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.err()).contains("409 no_rollback_target");
    }

    @Test
    void a_token_that_may_only_read_is_told() throws IOException {
        stub.on(ROLLBACK, Answer.error(403, "admin_token_read_only"));
        var ran = rollback(nobody, "--yes");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("403 admin_token_read_only");
    }

    @Test
    void an_earlier_version_is_named_by_its_number_in_the_governing_set() throws IOException {
        stub.on(
                "GET /v1/zones/z1/policy-sets/s1/versions/v1/delta?limit=1",
                "{\"summary\": {\"text\": \"no access changes\"}}");
        var ran = rollback(nobody, "--to", "1", "--yes", "--no-wait");
        assertThat(ran.out()).contains("back to  version 1 of Authorization (v1)", "access   no access changes");
        assertThat(stub.received(ROLLBACK).get(0).body()).contains("\"version_id\":\"v1\"");
    }

    @Test
    void an_earlier_version_of_another_set_is_named_by_its_id() throws IOException {
        var ran = rollback(nobody, "--to", "o1", "--yes", "--no-wait");
        assertThat(ran.out()).contains("back to  version 1 of Old (o1)", "access   changes not known");
    }

    @Test
    void a_number_that_never_governed_is_refused_before_anything_is_sent() throws IOException {
        var ran = rollback(nobody, "--to", "9", "--yes");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.err()).contains("version 9 never governed zone z1");
        assertThat(stub.received(ROLLBACK)).isEmpty();
    }

    @Test
    void an_id_that_the_history_does_not_have_is_left_to_edict() throws IOException {
        stub.on(ROLLBACK, Answer.error(409, "no_rollback_target"));
        var ran = rollback(nobody, "--to", "v9", "--yes");
        assertThat(ran.out()).contains("back to  version v9");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.err()).contains("409 no_rollback_target");
    }

    @Test
    void a_zone_without_an_earlier_version_has_nothing_to_go_back_to() throws IOException {
        stub.on(PREVIEW, "{\"way_back\": null}");
        assertThat(rollback(nobody, "--yes").err()).contains("zone z1 has no earlier version to go back to");
    }

    @Test
    void a_preview_that_fails_does_not_stand_in_the_way() throws IOException {
        stub.on(PREVIEW, Answer.error(500, "content_corrupted"));
        var ran = rollback(nobody, "--yes");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out()).contains("back to  the version that governed before it");
        assertThat(stub.received(ROLLBACK).get(0).body()).doesNotContain("version_id");
    }

    @Test
    void a_zone_that_nothing_governs_goes_back_to_what_governed_before() throws IOException {
        stub.on(
                ACTIVE,
                Answer.ok("{\"governed\": false, \"activation_seq\": 5, \"previous_version_id\": \"v1\"}")
                        .with("ETag", "\"a5\""));
        assertThat(rollback(nobody, "--yes").out())
                .contains("governs  nothing: every request is denied", "back to  version 1 of Authorization (v1)");
    }

    @Test
    void a_rollback_that_is_not_verified_is_told() throws IOException {
        stub.on("GET /v1/zones/z1/activations/6/verification?wait=0s", verification("failed"));
        assertThat(rollback(nobody, "--yes").exitCode()).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void as_json_the_result_stands_alone() throws IOException {
        var ran = rollback(nobody, "--yes", "--format", "json");
        assertThat(ran.json().path("activation_seq").asInt()).isEqualTo(6);
        assertThat(ran.json().path("verification").path("verdict").asString()).isEqualTo("passed");
        assertThat(ran.err()).contains("back to  version 2");
    }

    @Test
    void a_reason_is_needed() throws IOException {
        assertThat(ZoneRun.run(new Rollback(nobody), stub, folder, "--yes").exitCode())
                .isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ZoneRun.run(new Rollback(nobody), stub, folder, "--yes", "--reason", " ")
                        .err())
                .contains("--reason must have");
    }

    private Ran rollback(Confirmation person, Object... options) throws IOException {
        var words = Stream.concat(Stream.of("--reason", "refunds are denied"), Stream.of(options));
        return ZoneRun.run(new Rollback(person), stub, folder, words.toArray());
    }

    private static String verification(String verdict) {
        return """
                {"zone_id": "z1", "activation_seq": 6, "verdict": "%s", "change": "rollback", "version_id": "v2",
                 "checks": [{"check": "activation", "state": "passed", "sentence": "it is in the log"}]}
                """
                .formatted(verdict);
    }
}

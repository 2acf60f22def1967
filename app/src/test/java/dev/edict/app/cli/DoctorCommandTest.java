package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edict doctor} as a person at a terminal sees it. */
@Tag("servers")
class DoctorCommandTest {

    private final Edict edict = Edict.shared();
    private final Api.Governed zone = edict.api().governed(1);

    @TempDir
    private Path folder;

    private Path token = Path.of("");

    @BeforeEach
    void token() throws IOException {
        token = Files.writeString(folder.resolve("token"), edict.token());
    }

    @Test
    void a_zone_that_nothing_governs_is_told_with_what_to_do() {
        var ran = doctor();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("fails closed:", "  no_governing_version (policy): ");
        assertThat(ran.exitCode()).as("no part is at fault").isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_decision_point_that_cannot_load_the_change_is_a_fault() {
        edict.api()
                .activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        reportFailure();
        edict.owner()
                .sql("update bridge.deployment set committed_at = committed_at - interval '1 minute' where zone_id = ?")
                .param(zone.zoneId())
                .update();
        var ran = doctor();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .contains("decisions do not change:", "  compile_error (fault): ")
                .contains("Activation 1 cannot be loaded by gw-");
    }

    private void reportFailure() {
        var id = Api.uniqueName("gw");
        var api = edict.api();
        var incarnation = api.post("/v1/replicas", Map.of("id", id, "zones", List.of(zone.zoneId())))
                .expect(201)
                .json()
                .get("incarnation");
        var failed = Map.of(
                "zone_id",
                zone.zoneId(),
                "activation_seq",
                1,
                "confirmed_current_age_ms",
                0,
                "since_change_age_ms",
                0,
                "state",
                "failed",
                "error",
                "rego_parse_error");
        api.post(
                        "/v1/replicas/%s/reports".formatted(id),
                        Map.of("incarnation", incarnation, "counter", 1, "zones", List.of(failed)))
                .expect(200);
    }

    @Test
    void a_symptom_without_a_cause_says_so() {
        edict.api()
                .activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        assertThat(doctor().out()).contains("fails closed: no cause found");
    }

    @Test
    void the_same_is_there_as_json() {
        var json = doctor("--format", "json").json();
        assertThat(json.path("zone_id").asString()).isEqualTo(zone.zoneId());
        assertThat(json.path("symptoms").size()).isEqualTo(2);
    }

    @Test
    void a_decision_that_was_not_recorded_is_refused() {
        var ran = doctor("--event", "no-such-event");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("404 decision_not_found");
    }

    @Test
    void a_wrong_argument_is_named() {
        var ran = doctor("--event", "a b");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).contains("--event");
    }

    private Ran doctor(Object... options) {
        var words = new Object[7 + options.length];
        var url = "http://127.0.0.1:" + edict.port();
        System.arraycopy(
                new Object[] {"doctor", "--url", url, "--token-file", token, "--zone", zone.zoneId()}, 0, words, 0, 7);
        System.arraycopy(options, 0, words, 7, options.length);
        return CliRun.edict(words);
    }
}

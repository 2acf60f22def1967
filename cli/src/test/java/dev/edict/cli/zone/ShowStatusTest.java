package dev.edict.cli.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edict status} against a server that answers as told. */
class ShowStatusTest {

    private static final String VERIFICATION = "GET /v1/zones/z1/activations/latest/verification";

    private final EdictStub stub = ZoneRun.stub()
            .on(
                    "GET /v1/zones/z1/active",
                    """
                    {"zone_id": "z1", "governed": true, "policy_set_id": "s1", "policy_set_name": "Authorization",
                     "version_id": "v3", "version": 3, "activation_seq": 5,
                     "since": "2026-12-01T10:15:30.123456Z", "actor": "admin:ci"}
                    """)
            .on(
                    "GET /v1/zones/z1/activations?limit=1",
                    """
                    {"items": [{"activation_seq": 5, "change": "rolled_back", "on_behalf_of": "alice", "reason": "quarterly review"}]}
                    """)
            .on("GET /v1/zones/z1/propagation", propagation("settled", 0, "gw-1"))
            .on(VERIFICATION, verification("passed"))
            .on("GET /v1/zones/z1/readiness", readiness("ok"))
            .on("GET /v1/zones/z1/settings", "{\"strict\": true, \"canaries\": \"required\", \"evidence\": \"warn\"}")
            .on("GET /v1/zones/z1/canaries", "{\"items\": [{}, {}]}")
            .on("GET /v1/zones/z1/suites", "{\"items\": [{\"case_count\": 40}, {\"case_count\": 8}]}");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_healthy_zone_fits_on_a_screen() throws IOException {
        var ran = status();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .isEqualToNormalizingNewlines(
                        """
                        Shop (shop, z1)
                        governs       version 3 of Authorization (v3)
                        since         2026-12-01 10:15:30Z by admin:ci for alice, change 5: rolled back
                        reason        quarterly review
                        propagation   settled: 2 of 2 decision points after 120 ms
                        verification  verified
                        readiness     ok
                        settings      strict on, canaries required, evidence warn
                        canaries      2
                        suites        2 with 48 cases

                        decision point  kind     state    change  confirmed
                        gw-1            replica  current  5       2 s ago
                        gw-2            replica  behind   4       3 min ago  rego_parse_error
                        """);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void the_same_is_there_as_json() throws IOException {
        var json = status("--format", "json").json();
        assertThat(json.path("healthy").asBoolean()).isTrue();
        assertThat(json.path("zone").path("slug").asString()).isEqualTo("shop");
        assertThat(json.path("active").path("version").asInt()).isEqualTo(3);
        assertThat(json.path("change").path("activation_seq").asInt()).isEqualTo(5);
        assertThat(json.path("verification").path("verdict").asString()).isEqualTo("passed");
        assertThat(json.path("suites").path("cases").asInt()).isEqualTo(48);
        assertThat(json.path("canaries").asInt()).isEqualTo(2);
    }

    @Test
    void a_zone_that_is_not_enforced_everywhere_is_wrong() throws IOException {
        stub.on("GET /v1/zones/z1/propagation", propagation("unsettled", 1, "gw-1"));
        assertWrong("1 of 2 decision points do not enforce the latest change yet");
    }

    @Test
    void an_overdue_propagation_is_wrong() throws IOException {
        stub.on(
                "GET /v1/zones/z1/propagation",
                propagation("settled", 0, "gw-1").replace("false", "true"));
        assertWrong("overdue");
    }

    @Test
    void a_failed_verification_is_wrong() throws IOException {
        stub.on(VERIFICATION, verification("failed"));
        assertWrong("the verification of the latest change failed");
    }

    @Test
    void a_zone_that_is_not_ready_for_a_change_is_wrong() throws IOException {
        stub.on("GET /v1/zones/z1/readiness", readiness("failing"));
        assertThat(assertWrong("a change would not take effect everywhere").out())
                .contains("redis  failing  Redis is unreachable");
    }

    private Ran assertWrong(String why) throws IOException {
        var ran = status();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out()).contains("wrong: ", why, "'edict doctor --zone z1'");
        assertThat(status("--format", "json").json().path("healthy").asBoolean())
                .isFalse();
        return ran;
    }

    @Test
    void a_zone_that_was_never_governed_is_told() throws IOException {
        stub.on("GET /v1/zones/z1/active", "{\"governed\": false, \"activation_seq\": 0}")
                .on("GET /v1/zones/z1/activations?limit=1", "{\"items\": []}")
                .on(
                        "GET /v1/zones/z1/propagation",
                        "{\"status\": \"not_configured\", \"decision_points\": [], \"overdue\": false}")
                .on(VERIFICATION, Answer.error(404, "activation_not_found"));
        var ran = status();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out())
                .contains("governs      nothing: every request is denied")
                .contains("no decision point is expected")
                .doesNotContain("since", "verification");
    }

    @Test
    void a_change_that_the_history_does_not_have_yet_is_told_without_its_reason() throws IOException {
        stub.on(
                "GET /v1/zones/z1/activations?limit=1",
                "{\"items\": [{\"activation_seq\": 4, \"reason\": \"another\"}]}");
        assertThat(status().out())
                .contains("since         2026-12-01 10:15:30Z by admin:ci, change 5\n")
                .doesNotContain("another");
    }

    @Test
    void a_hostile_name_breaks_no_line() throws IOException {
        stub.on("GET /v1/zones/z1/propagation", propagation("settled", 0, "x\\u001b[2J\\n\\u202e" + "y".repeat(300)));
        var ran = status();
        assertThat(ran.out())
                .doesNotContain("\u001b", "\u202e")
                .contains("x?[2J??yyy")
                .contains("y…  replica");
        assertThat(ran.out().lines()).hasSize(14);
    }

    @Test
    void colours_are_there_when_asked_for() throws IOException {
        assertThat(status("--color", "always").out()).contains("\u001b[32mcurrent\u001b[0m");
        assertThat(status("--color", "never").out()).doesNotContain("\u001b");
    }

    @Test
    void an_edict_of_another_version_is_told() throws IOException {
        stub.on("GET /v1/zones/z1/readiness", "{}").on("GET /openapi.json", "{\"info\": {\"version\": \"9.9\"}}");
        var ran = status();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("another version (9.9)", "its answer has no verdict");
    }

    private Ran status(Object... options) throws IOException {
        var words = new Object[options.length + 1];
        words[0] = "--utc";
        System.arraycopy(options, 0, words, 1, options.length);
        return ZoneRun.run(new Status(), stub, folder, words);
    }

    private static String propagation(String status, int awaited, String firstPoint) {
        return """
                {"zone_id": "z1", "activation_seq": 5, "status": "%s", "took_ms": 120, "expected": 2, "awaited": %d,
                 "overdue": false,
                 "decision_points": [
                    {"id": "%s", "kind": "replica", "state": "current", "activation_seq": 5,
                     "confirmed_current_age_ms": 2100, "error": null},
                    {"id": "gw-2", "kind": "replica", "state": "behind", "activation_seq": 4,
                     "confirmed_current_age_ms": 180000, "error": "rego_parse_error"}]}
                """
                .formatted(status, awaited, firstPoint);
    }

    private static String verification(String verdict) {
        return "{\"zone_id\": \"z1\", \"activation_seq\": 5, \"verdict\": \"%s\", \"checks\": []}".formatted(verdict);
    }

    private static String readiness(String verdict) {
        return """
                {"verdict": "%s", "checks": [{"check": "decision_points", "verdict": "ok", "sentence": "all are current"},
                                             {"check": "redis", "verdict": "%s", "sentence": "Redis is unreachable"}]}
                """
                .formatted(verdict, verdict);
    }
}

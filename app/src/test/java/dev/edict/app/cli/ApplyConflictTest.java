package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody else changed between a plan and its application is not overwritten. */
@Tag("servers")
class ApplyConflictTest {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final String slug = Api.uniqueName("conflict");

    @TempDir
    private Path parent;

    private Path folder = Path.of("");
    private Path plan = Path.of("");

    @BeforeEach
    void a_zone_and_a_plan_that_changes_every_part() throws IOException {
        folder = parent.resolve("zone");
        plan = parent.resolve("plan.json");
        assertThat(CliRun.edict("init", folder, "--zone", slug).exitCode()).isZero();
        run("apply", folder, "--wait", "0s");
        replace("edict.yaml", "evidence: required", "evidence: warn");
        replace("edict.yaml", "name: Ledger", "name: Main ledger");
        replace("suites/tellers.yaml", "a teller reads", "any teller reads");
        replace("canaries/trainees-do-not-write.yaml", "expect_reason: confinement_violation", "");
        replace("grants.rego", "# Which scopes", "# What scopes");
        assertThat(run("plan", folder, "--out", plan).exitCode()).isEqualTo(ExitCode.CHANGES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            settings  | PUT    | settings                       | {"strict": true, "evidence": "none"}       | the settings of the zone
            catalogue | PUT    | catalogue                      | {"applications": [], "resources": []}      | the catalogue of the zone
            suites    | DELETE | suites/tellers                 |                                            | the suites of the zone
            canaries  | DELETE | canaries/trainees-do-not-write |                                            | the canaries of the zone
            active    | POST   | deactivate                     | {"reason": "an incident"}                  | the zone was deactivated
            """)
    void a_part_that_somebody_else_changed_stays_as_it_is(
            String part, String method, String path, String body, String told) {
        var zone = "/v1/zones/" + zoneId();
        assertThat(api.send(method, zone + "/" + path, body, body == null ? Map.of() : JSON)
                        .status())
                .isBetween(200, 204);
        var theirs = api.get(zone + "/" + part).expect(200).body();

        var late = run("apply", plan);
        assertThat(late.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(late.err()).contains(told).contains("make a new plan");
        assertThat(api.get(zone + "/" + part).expect(200).body()).isEqualTo(theirs);
        assertThat(api.get(zone + "/policy-sets").expect(200).json().get("items"))
                .hasSize(1);
    }

    @Test
    void a_change_that_no_step_is_about_is_noticed_before_the_activation() {
        var zone = "/v1/zones/" + zoneId();
        api.send("DELETE", zone + "/canaries/trainees-do-not-write", null, Map.of())
                .expect(204);
        assertThat(CliRun.edict(onEdict("plan", folder, "--out", plan)).exitCode())
                .isEqualTo(ExitCode.CHANGES);
        var canary = "{\"input\": %s, \"expect\": \"deny\"}".formatted(input(zone));
        api.send("PUT", zone + "/canaries/another", canary, JSON).expect(201);
        var late = run("apply", plan);
        assertThat(late.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(late.err()).contains("the canaries");
        assertThat(api.get(zone + "/active")
                        .expect(200)
                        .json()
                        .get("activation_seq")
                        .asInt())
                .isOne();
    }

    @Test
    void a_zone_that_somebody_else_created_is_not_taken_over() throws IOException {
        var mine = parent.resolve("mine");
        var name = Api.uniqueName("created");
        assertThat(CliRun.edict("init", mine, "--zone", name).exitCode()).isZero();
        assertThat(run("plan", mine, "--out", plan).exitCode()).isEqualTo(ExitCode.CHANGES);
        api.post("/v1/zones", Map.of("name", "Theirs", "slug", name)).expect(201);
        var late = run("apply", plan);
        assertThat(late.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(late.err()).contains("somebody else created the zone " + name);
    }

    @Test
    void the_same_plan_applied_twice_does_everything_once() {
        run("apply", plan, "--wait", "0s");
        var zone = "/v1/zones/" + zoneId();
        var after = ZoneSnapshot.of(api, slug);
        var again = run("apply", plan, "--wait", "0s");
        assertThat(again.err()).doesNotContain("edict apply:");
        assertThat(ZoneSnapshot.of(api, slug)).isEqualTo(after);
        assertThat(api.get(zone + "/active")
                        .expect(200)
                        .json()
                        .get("activation_seq")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_token_that_may_only_read_plans_and_does_not_apply() throws IOException {
        var token = api.post(
                        "/v1/admin-tokens",
                        Map.of("name", "ci", "scope", "zone", "zone_id", zoneId(), "capability", "read"))
                .expect(201)
                .text("token");
        var file = Files.writeString(parent.resolve("read-only"), token);
        var url = "http://127.0.0.1:" + edict.port();
        var planned = CliRun.edict("plan", folder, "--zone", zoneId(), "--url", url, "--token-file", file);
        assertThat(planned.exitCode()).as(planned::toString).isEqualTo(ExitCode.CHANGES);
        var refused = CliRun.edict("apply", folder, "--zone", zoneId(), "--url", url, "--token-file", file);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(refused.err()).contains("403", "admin_token_read_only");
        var bySlug = CliRun.edict("plan", folder, "--url", url, "--token-file", file);
        assertThat(bySlug.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(bySlug.err()).contains("name the zone by its id");
    }

    @Test
    void what_the_server_refuses_in_a_file_is_told_with_its_place() throws IOException {
        replace("suites/tellers.yaml", "agent_session_id: s1}", "agent_session_id: s1, password: x}");
        var refused = run("plan", folder);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(refused.err()).containsPattern("suites/tellers.yaml:\\d+:\\d+: invalid_suite: ");
    }

    private String zoneId() {
        return api.get("/v1/zones?slug=" + slug)
                .expect(200)
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asString();
    }

    private static String input(String zone) {
        return """
                {"principal": {"type": "Application", "id": "ledger-app", "zone_id": "%s", "labels": ["stranger"]},
                 "resource": {"identifier": "resource://ledger"}, "action": {"id": "TokenExchange"},
                 "delegation_edge": {"id": "e1"}, "context": {"requested_scopes": ["ledger:read"]}}
                """
                .formatted(zone.substring(zone.lastIndexOf('/') + 1));
    }

    private Ran run(Object... arguments) {
        return CliRun.edict(onEdict(arguments));
    }

    private Object[] onEdict(Object... arguments) {
        var all = new ArrayList<Object>(List.of(arguments));
        try {
            var token = Files.writeString(parent.resolve("token"), edict.token());
            all.addAll(List.of("--url", "http://127.0.0.1:" + edict.port(), "--token-file", token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toArray();
    }

    private void replace(String file, String text, String by) throws IOException {
        var path = folder.resolve(file);
        var before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, by));
    }
}

package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code edict status}, {@code rollback} and {@code timeline} against a running Edict. */
@Tag("servers")
class ZoneCommandsTest {

    private final Edict edict = Edict.shared();
    private final Api.Governed zone = edict.api().governed(2);

    @TempDir
    private Path folder;

    private Path token = Path.of("");

    @BeforeEach
    void token() throws IOException {
        token = Files.writeString(folder.resolve("token"), edict.token());
    }

    @Test
    void status_shows_a_zone_that_was_never_governed() {
        var ran = run("status");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("governs      nothing: every request is denied");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void status_shows_what_governs_since_when_and_by_whom() {
        activate(0);
        var ran = run("status");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("version 1 of set-", "(%s)".formatted(version(0)), " by admin:bootstrap, change 1")
                .contains("no decision point is expected to enforce it")
                .contains("strict off, canaries off, evidence none");
        var json = run("status", "--format", "json").json();
        assertThat(json.path("active").path("version_id").asString()).isEqualTo(version(0));
        assertThat(json.path("readiness").path("verdict").isString()).isTrue();
    }

    @Test
    void a_rollback_restores_what_it_showed() {
        activate(0);
        activate(1);
        var ran = run("rollback", "--reason", "refunds are denied", "--yes", "--wait", "0s");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("(%s)".formatted(version(1)), "(%s)".formatted(version(0)), "no access changes")
                .contains("rolled back to %s as change 3".formatted(version(0)))
                .contains("Activation 3 of zone " + zone.zoneId() + " (rollback, " + version(0) + ")");
        assertThat(edict.api().active(zone.zoneId()).text("version_id")).isEqualTo(version(0));
        await("the timeline has it")
                .untilAsserted(() -> assertThat(run("timeline", "--limit", "1").out())
                        .contains("admin:bootstrap", "(refunds are denied)"));
    }

    @Test
    void a_report_tells_what_governed_and_why_it_was_rolled_back() {
        activate(0);
        activate(1);
        run("rollback", "--reason", "refunds <are> denied", "--yes", "--no-wait");
        activate(1);
        var end = edict.api().active(zone.zoneId()).text("since");
        var file = folder.resolve("report.html");
        var ran = run("report", "--from", "2026-01-01", "--to", end, "--output", file.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(file)
                .content()
                .contains("refunds &lt;are&gt; denied", "version 1 of “set-", "(%s)".formatted(version(1)), "rollback")
                .contains("activated (activation 1, event ", "rolled back (activation 3, event ")
                .doesNotContain("(activation 4, event ");
        var again = run("report", "--from", "2026-01-01", "--to", end);
        assertThat(file).hasContent(again.out());
    }

    @Test
    void a_rollback_to_a_number_restores_that_version() {
        activate(0);
        activate(1);
        await("the history has both")
                .until(() -> edict.api()
                                .get("/v1/zones/%s/activations".formatted(zone.zoneId()))
                                .json()
                                .path("items")
                                .size()
                        == 2);
        run("rollback", "--to", "1", "--reason", "r", "--yes", "--no-wait");
        assertThat(edict.api().active(zone.zoneId()).text("version_id")).isEqualTo(version(0));
    }

    @Test
    void a_rollback_of_a_deactivation_restores_what_governed() {
        activate(0);
        edict.api().deactivate(zone.zoneId(), "by mistake").expect(202);
        var ran = run("rollback", "--reason", "r", "--yes", "--no-wait");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(edict.api().active(zone.zoneId()).text("version_id")).isEqualTo(version(0));
    }

    @Test
    void the_first_version_has_nothing_before_it() {
        activate(0);
        var ran = run("rollback", "--reason", "r", "--yes");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.err()).contains("no earlier version to go back to");
    }

    @Test
    void without_a_terminal_nothing_is_rolled_back_unasked() {
        activate(0);
        activate(1);
        var ran = run("rollback", "--reason", "r");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(edict.api().active(zone.zoneId()).text("version_id")).isEqualTo(version(1));
    }

    @Test
    void a_token_that_may_only_read_is_told_what_it_lacks() throws IOException {
        activate(0);
        activate(1);
        Files.writeString(token, mint("read", null));
        assertThat(run("status").exitCode()).isEqualTo(ExitCode.DONE);
        var ran = run("rollback", "--reason", "r", "--yes");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("403 admin_token_read_only: This token is read-only");
    }

    @Test
    void a_token_of_one_zone_needs_the_id_of_its_zone() throws IOException {
        Files.writeString(token, mint("write", zone.zoneId()));
        assertThat(run("status").exitCode()).isEqualTo(ExitCode.DONE);
        var ran = of("status", "shop", List.of());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("name the zone by its id if shop is its slug");
    }

    @Test
    void a_zone_is_found_by_its_slug() {
        var slug = edict.api().get("/v1/zones/" + zone.zoneId()).text("slug");
        assertThat(of("status", slug, List.of()).out()).contains("(%s, %s)".formatted(slug, zone.zoneId()));
    }

    @Test
    void a_timeline_is_followed() throws InterruptedException {
        var out = new StringWriter();
        var commands = Cli.commandLine(settings -> {}).setOut(new PrintWriter(out));
        var words = words("timeline", zone.zoneId(), List.of("-f", "--format", "json"));
        var following = new Thread(() -> commands.execute(words));
        following.start();
        try {
            await("what happened is shown").until(() -> out.toString().contains("policy_set.version_created"));
            activate(0);
            await("what happens is shown").until(() -> out.toString().contains("zone.version_activated"));
        } finally {
            following.interrupt();
            following.join();
        }
        assertThat(out.toString().lines().map(line -> JsonMapper.shared()
                        .readTree(line)
                        .path("sequence")
                        .asLong()))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(5);
    }

    private String version(int index) {
        return zone.versionIds().get(index);
    }

    private void activate(int index) {
        edict.api().activate(zone.zoneId(), zone.policySetId(), version(index)).expect(202);
    }

    private String mint(String capability, @Nullable String zoneId) {
        var body = new HashMap<String, Object>(
                Map.of("name", Api.uniqueName("token"), "capability", capability, "scope", "global"));
        if (zoneId != null) {
            body.put("scope", "zone");
            body.put("zone_id", zoneId);
        }
        return edict.api().post("/v1/admin-tokens", body).expect(201).text("token");
    }

    private Ran run(String command, Object... options) {
        return of(command, zone.zoneId(), List.of(options));
    }

    private Ran of(String command, String zone, List<Object> options) {
        return CliRun.edict((Object[]) words(command, zone, options));
    }

    private String[] words(String command, String zone, List<?> options) {
        var url = "http://127.0.0.1:" + edict.port();
        return Stream.concat(Stream.of(command, "--url", url, "--token-file", token, "--zone", zone), options.stream())
                .map(Object::toString)
                .toArray(String[]::new);
    }
}

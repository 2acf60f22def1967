package dev.edict.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.ForwardingProxy;
import dev.edict.app.PackagedEdict;
import dev.edict.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An {@code edict apply} that is killed anywhere is run again, and has done everything once. */
class KillApplyIT {

    /** Of a process that SIGKILL ended. */
    private static final int KILLED = 137;

    private static final String NO_TIERS =
            """
            # caracal:data-document
            package caracal.authz

            approval_tiers := []
            """;
    private static final String CASES =
            """
            cases:
              - name: a stranger is denied
                input:
                  principal: {type: Application, id: ledger-app, labels: [stranger]}
                  resource: {identifier: resource://ledger}
                  action: {id: TokenExchange}
                  delegation_edge: {id: e1, scopes: [ledger:read]}
                  context: {requested_scopes: [ledger:read], agent_session_id: s1}
                expect: deny
            """;

    private final PackagedEdict edict = SharedProgram.started();
    private final Api api = edict.api();

    @TempDir
    private Path parent;

    /** Where the process is killed: before the n-th change reaches Edict, or before its answer reaches the process. */
    @ParameterizedTest
    @CsvSource({
        "1, request, folder",
        "2, answer, plan",
        "3, answer, folder",
        "4, request, plan",
        "5, answer, folder",
        "7, answer, folder",
        "8, answer, plan",
        "9, answer, folder",
        "10, answer, plan",
        "11, answer, plan"
    })
    void a_killed_apply_is_run_again_and_does_everything_once(int change, String when, String from) throws Exception {
        var zone = "killed-%d-%s-%s".formatted(change, when, from);
        var folder = parent.resolve(zone);
        assertThat(inProcess("init", folder).exitCode()).isZero();
        assertThat(asked("apply", folder, "--wait", "0s").err()).doesNotContain("edict");
        changeEveryPart(folder);
        var plan = folder.resolve("plan.json");
        var planned = asked("plan", folder, "--out", plan);
        assertThat(planned.exitCode()).as(planned::toString).isEqualTo(4);

        killAt(change, when, from.equals("plan") ? plan : folder);
        var again = asked("apply", from.equals("plan") ? plan : folder);
        assertThat(again.exitCode()).as(again::toString).isZero();
        assertDoneOnce(zone);
        assertThat(asked("plan", folder).exitCode()).isZero();
    }

    /** Eleven changes: settings, catalogue, two suites, a canary, three policies, a version, a simulation, an activation. */
    private static void changeEveryPart(Path folder) throws IOException {
        replace(folder.resolve("edict.yaml"), "evidence: required", "evidence: warn");
        replace(folder.resolve("edict.yaml"), "name: Ledger", "name: Main ledger");
        replace(folder.resolve("suites/tellers.yaml"), "a teller reads", "any teller reads");
        Files.writeString(folder.resolve("suites/strangers.yaml"), CASES);
        replace(folder.resolve("canaries/trainees-do-not-write.yaml"), "expect_reason: confinement_violation", "");
        replace(folder.resolve("trainees.rego"), "# Trainees only read", "# Trainees read only");
        replace(folder.resolve("grants.rego"), "# Which scopes", "# What scopes");
        Files.writeString(folder.resolve("more.rego"), NO_TIERS);
    }

    private void killAt(int change, String when, Path source) throws Exception {
        var started = new CompletableFuture<Terminal.Running>();
        var seen = new AtomicInteger();
        var passage = new ForwardingProxy.Passage() {
            @Override
            public void arrived(String method, String path) {
                if (isChange(method, path) && seen.incrementAndGet() == change && when.equals("request")) {
                    kill();
                }
            }

            @Override
            public void answered(String method, String path, byte[] body) {
                if (isChange(method, path) && seen.get() == change && when.equals("answer")) {
                    kill();
                }
            }

            private void kill() {
                var running = started.orTimeout(1, TimeUnit.MINUTES).join();
                running.kill();
                running.process().onExit().join();
            }
        };
        try (var proxy = new ForwardingProxy(edict.port(), passage)) {
            var terminal = new Terminal(parent, proxy.port(), edict.secret("admin-token"));
            var running = terminal.start("apply", source.toString(), "--wait", "0s");
            started.complete(running);
            var killed = running.end();
            assertThat(killed.exitCode()).as(killed::toString).isEqualTo(KILLED);
        }
    }

    private static boolean isChange(String method, String path) {
        return !method.equals("GET") && !path.endsWith("/preview");
    }

    private void assertDoneOnce(String slug) {
        var zone = "/v1/zones/"
                + get("/v1/zones?slug=" + slug).get("items").get(0).get("id").asString();
        var active = get(zone + "/active");
        assertThat(active.get("activation_seq").asInt()).isEqualTo(2);
        assertThat(active.get("version").asInt()).isEqualTo(2);
        assertThat(get(zone + "/policies").get("items")).hasSize(4);
        for (var policy : get(zone + "/policies").get("items")) {
            var versions =
                    get(zone + "/policies/" + policy.get("id").asString()).get("versions");
            var changed = !policy.get("name").asString().matches("applications|more");
            assertThat(versions).as(policy.get("name").asString()).hasSize(changed ? 2 : 1);
        }
        assertThat(get(zone + "/suites").get("suites_version").asInt()).isEqualTo(3);
        assertThat(get(zone + "/canaries").get("canaries_version").asInt()).isEqualTo(2);
        assertThat(get(zone + "/catalogue").get("catalogue_version").asInt()).isEqualTo(2);
        assertThat(get(zone + "/settings").get("evidence").asString()).isEqualTo("warn");
    }

    private JsonNode get(String path) {
        return api.get(path).expect(200).json();
    }

    private static Ran inProcess(Object... arguments) {
        return Ran.edict(arguments);
    }

    private Ran asked(Object... arguments) throws IOException {
        var token = Files.writeString(parent.resolve("token"), edict.secret("admin-token"));
        var all = new ArrayList<Object>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + edict.port(), "--token-file", token));
        return inProcess(all.toArray());
    }

    private static void replace(Path file, String text, String by) throws IOException {
        var before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, by));
    }
}

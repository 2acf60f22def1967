package dev.edict.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.PackagedEdict;
import dev.edict.cli.Golden;
import dev.edict.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies as files, with the packaged program at both ends. */
class PoliciesAsFilesIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern DECISION_POINT = Pattern.compile("edict:[^ ,]+:\\d+");

    private final PackagedEdict edict = SharedProgram.started();

    @TempDir
    private Path folder;

    @Test
    void a_folder_is_deployed_changed_and_found_unchanged() throws IOException {
        var payments = example("payments");
        var first = payments.edict("plan");
        assertThat(first.exitCode()).isEqualTo(4);
        golden("plan-first.txt", first);
        golden("apply-first.txt", succeeded(payments.edict("apply", "--reason", "The first one")));
        golden("plan-nothing.txt", succeeded(payments.edict("plan")));
        golden("apply-nothing.txt", succeeded(payments.edict("apply")));

        replace(
                payments,
                "grants.rego",
                "\"teller\": [\"ledger:read\"]",
                "\"teller\": [\"ledger:read\", \"ledger:audit\"]");
        replace(
                payments,
                "edict.yaml",
                "scopes: [ledger:read, ledger:write]",
                "scopes: [ledger:read, ledger:write, ledger:audit]");
        var change = payments.edict("plan", "--out", "plan.json");
        assertThat(change.exitCode()).isEqualTo(4);
        golden("plan-change.txt", change);
        golden("plan-change.md", payments.edict("plan", "--format", "markdown"));
        golden("apply-change.txt", succeeded(payments.edict("apply", "plan.json")));
        assertThat(payments.edict("plan").exitCode()).isZero();
    }

    @Test
    void what_edict_would_refuse_is_blocked_and_changes_nothing() throws IOException {
        var blocked = example("blocked");
        succeeded(blocked.edict("apply"));
        var before = state("blocked");
        for (var cause : List.of("suite", "catalogue", "canary", "document")) {
            var folder = example("blocked-by-" + cause);
            replace(folder, "edict.yaml", "zone: blocked-by-" + cause, "zone: blocked");
            spoil(folder, cause);
            var plan = folder.edict("plan");
            assertThat(plan.exitCode()).as(cause).isEqualTo(1);
            golden("plan-blocked-by-%s.txt".formatted(cause), plan);
            var applied = folder.edict("apply");
            assertThat(applied.exitCode()).as(cause).isEqualTo(1);
            assertThat(applied.err()).as(cause).contains("blocked, nothing was changed");
            assertThat(state("blocked")).as(cause).isEqualTo(before);
        }
    }

    private static void spoil(Terminal folder, String cause) throws IOException {
        switch (cause) {
            case "suite" -> replace(folder, "suites/tellers.yaml", "expect: allow", "expect: deny");
            case "catalogue" -> replace(folder, "grants.rego", "ledger:write", "ledger:wirte");
            case "canary" ->
                replace(
                        folder,
                        "canaries/trainees-do-not-write.yaml",
                        "expect_reason: confinement_violation",
                        "expect_reason: restriction_active");
            default -> replace(folder, "grants.rego", "grants :=", "grant :=");
        }
    }

    @Test
    void of_two_plans_one_wins_and_the_other_says_why() throws IOException {
        var ours = example("contested");
        succeeded(ours.edict("apply"));
        var theirs = ours.in(Files.createDirectory(folder.resolve("theirs")));
        assertThat(theirs.edict("pull", "--zone", "contested").exitCode()).isZero();
        replace(
                ours,
                "grants.rego",
                "\"teller\": [\"ledger:read\"]",
                "\"teller\": [\"ledger:read\", \"ledger:write\"]");
        replace(ours, "suites/tellers.yaml", "expect: deny\n    expect_reason: role_scope_mismatch", "expect: allow");
        ours.edict("plan", "--out", "plan.json");
        replace(
                theirs,
                "grants.rego",
                "\"clerk\": [\"ledger:read\", \"ledger:write\"]",
                "\"clerk\": [\"ledger:write\"]");
        succeeded(theirs.edict("apply", "--reason", "Clerks write"));
        var late = ours.edict("apply", "plan.json");
        assertThat(late.exitCode()).isEqualTo(1);
        golden("apply-conflict.txt", late);
    }

    @Test
    void of_two_that_apply_at_once_one_wins() throws IOException {
        var one = example("at-once");
        succeeded(one.edict("apply"));
        var other = one.in(Files.createDirectory(folder.resolve("other")));
        assertThat(other.edict("pull", "--zone", "at-once").exitCode()).isZero();
        replace(one, "grants.rego", "\"clerk\": [", "\"auditor\": [\"ledger:read\"], \"clerk\": [");
        replace(other, "grants.rego", "\"clerk\": [", "\"manager\": [\"ledger:read\"], \"clerk\": [");
        var running = List.of(one.start("apply"), other.start("apply"));
        var codes = running.stream().map(Terminal.Running::end).toList();
        assertThat(codes.stream().map(Ran::exitCode)).as(() -> codes.toString()).contains(0);
        assertThat(codes.stream().filter(ran -> ran.exitCode() == 0 || ran.err().contains("make a new plan")))
                .as(() -> codes.toString())
                .hasSize(2);
    }

    @Test
    void a_failed_verification_is_rolled_back() throws IOException {
        var proven = example("proven");
        replace(proven, "edict.yaml", "canaries: required", "canaries: warn");
        succeeded(proven.edict("apply"));
        replace(
                proven,
                "grants.rego",
                "\"clerk\": [\"ledger:read\", \"ledger:write\"]",
                "\"clerk\": [\"ledger:write\"]");
        replace(
                proven,
                "canaries/trainees-do-not-write.yaml",
                "expect_reason: confinement_violation",
                "expect_reason: restriction_active");
        var failed = proven.edict("apply", "--rollback-on-failure");
        assertThat(failed.exitCode()).isEqualTo(1);
        golden("apply-rolled-back.txt", failed);
        await("the rollback to govern").atMost(SOON).until(() -> state("proven").contains("\"version\":1"));
    }

    private String state(String slug) {
        var api = edict.api();
        var zone = api.get("/v1/zones?slug=" + slug)
                .expect(200)
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asString();
        return api.get("/v1/zones/%s/active".formatted(zone)).body()
                + api.get("/v1/zones/%s/settings".formatted(zone)).body()
                + api.get("/v1/zones/%s/suites".formatted(zone)).body()
                + api.get("/v1/zones/%s/canaries".formatted(zone)).body();
    }

    private Terminal example(String zone) {
        var terminal = new Terminal(folder, edict.port(), edict.secret("admin-token"));
        assertThat(terminal.edict("init", zone).exitCode()).isZero();
        return terminal.in(folder.resolve(zone));
    }

    private static void replace(Terminal terminal, String file, String text, String by) throws IOException {
        var path = terminal.folder().resolve(file);
        var before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, by));
    }

    private static Ran succeeded(Ran ran) {
        assertThat(ran.exitCode()).as(ran::toString).isZero();
        return ran;
    }

    private static void golden(String name, Ran ran) throws IOException {
        var text = ran.out() + ran.err();
        text = ID.matcher(text).replaceAll("ID");
        text = TIME.matcher(text).replaceAll("TIME");
        text = DECISION_POINT.matcher(text).replaceAll("DECISION-POINT");
        Golden.assertSame(name, text);
    }
}

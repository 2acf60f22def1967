package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a plan says is what applying it does: for random folders, each on the zone that the one before it left. */
@Tag("servers")
class PlanThenApplyTest {

    private static final int PAIRS = Integer.getInteger("edict.plan.pairs", 20);
    private static final int PAIRS_OF_A_ZONE = 10;
    private static final long SEED = Long.getLong("edict.plan.seed", 20_261_201);

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private int blocked;
    private int activated;

    @Test
    void a_plan_that_is_applied_does_exactly_what_it_said() throws IOException {
        var token = Files.writeString(folder.resolve("token"), edict.token());
        for (int pair = 0; pair < PAIRS; pair++) {
            var slug = "plans-%d-%d".formatted(SEED, pair / PAIRS_OF_A_ZONE);
            var made = Files.createDirectory(folder.resolve("zone-" + pair));
            new RandomFolder(random, slug).write(made);
            planAndApply(made, slug, token, "pair %d of seed %d".formatted(pair, SEED));
        }
        assertThat(List.of(blocked, activated)).as("blocked and activated").allMatch(count -> count > PAIRS / 10);
    }

    private void planAndApply(Path made, String slug, Path token, String pair) {
        var file = made.resolve("plan.json");
        var planned = run(token, "plan", made, "--format", "json", "--out", file);
        assertThat(planned.exitCode()).as(() -> pair + planned.err()).isIn(0, 1, 4);
        var plan = planned.json();
        var before = ZoneSnapshot.of(api, slug);
        var applied = run(token, "apply", file, "--format", "json", "--wait", "0s");
        var after = ZoneSnapshot.of(api, slug);
        if (planned.exitCode() == ExitCode.DIFFERENT) {
            blocked++;
            assertThat(applied.exitCode()).as(pair).isEqualTo(ExitCode.DIFFERENT);
            assertThat(after).as(() -> "unchanged by " + pair).isEqualTo(before);
            return;
        }
        assertThat(applied.err()).as(pair).isEmpty();
        assertThat(after.settings()).as(pair).isEqualTo(settings(before, plan));
        assertThat(after.suites()).as(pair).isEqualTo(defined(before.suites(), plan, "suites"));
        assertThat(after.canaries()).as(pair).isEqualTo(defined(before.canaries(), plan, "canaries"));
        assertThat(after.contents()).as(pair).isEqualTo(contents(plan));
        if (after.activationSeq() != before.activationSeq()) {
            activated++;
            assertThat(applied.json().get("activation_seq").asLong())
                    .as(pair)
                    .isEqualTo(before.activationSeq() + 1)
                    .isEqualTo(after.activationSeq());
            assertThat(after.delta(api, before)).as(pair).isEqualTo(ZoneSnapshot.comparable(plan.at("/preview/delta")));
        }
        var again = run(token, "plan", made, "--format", "json");
        assertThat(again.exitCode()).as(() -> pair + again.out()).isEqualTo(ExitCode.DONE);
        assertThat(again.json().get("steps")).as(pair).isEmpty();
    }

    private static Map<String, String> settings(ZoneSnapshot before, JsonNode plan) {
        var settings = new TreeMap<>(before.settings());
        plan.at("/desired/settings").forEachEntry((name, value) -> settings.put(name, value.asString()));
        return settings;
    }

    /** By name what is expected of each case; files have all of them, or say nothing. */
    private static Map<String, String> defined(Map<String, String> before, JsonNode plan, String part) {
        var desired = plan.at("/desired/" + part);
        if (!desired.isObject()) {
            return before;
        }
        var expected = new TreeMap<String, String>();
        desired.forEachEntry((name, definition) -> expected.put(name, ZoneSnapshot.expectations(definition)));
        return expected;
    }

    private static Map<String, String> contents(JsonNode plan) {
        var contents = new TreeMap<String, String>();
        plan.at("/desired/documents")
                .forEachEntry((policy, document) ->
                        contents.put(policy, document.get("content").asString()));
        return contents;
    }

    private Ran run(Path token, Object... arguments) {
        var all = new ArrayList<Object>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + edict.port(), "--token-file", token));
        return CliRun.edict(all.toArray());
    }
}

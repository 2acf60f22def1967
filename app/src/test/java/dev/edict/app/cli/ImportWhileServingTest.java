package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.CaracalDatabases;
import dev.edict.app.Edict;
import dev.edict.cli.io.ExitCode;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code edict import} into the database of an Edict that serves meanwhile, and what is done with it there afterwards. */
@Tag("servers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportWhileServingTest {

    private static final String CONTENT = "# caracal:data-document\npackage caracal.authz\napp_ids := {\"a\": \"b\"}\n";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Edict edict;
    private static CaracalDatabases.Database caracal;

    @BeforeAll
    static void an_edict_that_serves() {
        caracal = CaracalDatabases.shared().caracal(10, 10, 4);
        caracal.execute("update zones set slug = 'caracal-' || slug");
        edict = new Edict();
        System.setProperty("DATABASE_URL", address());
    }

    @Test
    @Order(1)
    void concurrent_policy_changes_succeed_during_the_import() {
        var zone = edict.api().governed(1);
        var ended = new AtomicBoolean();
        var answers = CompletableFuture.supplyAsync(() -> activateUntil(ended, zone));
        var imported = CliRun.edict("import", "--from", caracal.url());
        ended.set(true);
        assertThat(imported.exitCode()).as(imported.err()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(answers.join()).hasSizeGreaterThan(10).containsOnly(202);
    }

    private static List<Integer> activateUntil(AtomicBoolean ended, Api.Governed zone) {
        var answers = new ArrayList<Integer>();
        while (!ended.get()) {
            answers.add(edict.api()
                    .activate(
                            zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                    .status());
        }
        return answers;
    }

    private static String address() {
        return edict.owner()
                .sql(
                        "select format('postgres://%s@127.0.0.1:%s/%s', current_user, inet_server_port(), current_database())")
                .query(String.class)
                .single();
    }

    @AfterAll
    static void stop() {
        System.clearProperty("DATABASE_URL");
        edict.close();
    }

    @Test
    void what_governed_there_is_announced_to_the_token_services() {
        var governed = caracal.texts(
                """
                select zone_id || ' ' || active_version_id from policy_set_bindings
                where active_version_id is not null and zone_id <> 'zone-10'
                """);
        assertThat(governed).hasSize(9);
        await("an invalidation for each of the zones").atMost(SOON).untilAsserted(() -> assertThat(announced())
                .containsAll(governed));
    }

    private static List<String> announced() {
        var client = RedisClient.create(edict.redis());
        try (var connection = client.connect()) {
            return connection.sync().xrange("caracal.policy.invalidate", Range.unbounded()).stream()
                    .map(entry -> entry.getBody().get("zone_id") + " "
                            + entry.getBody().get("policy_set_version_id"))
                    .toList();
        } finally {
            client.shutdown();
        }
    }

    @Test
    void numbering_goes_on_behind_the_gaps() {
        var added = edict.api()
                .post("/v1/zones/zone-1/policies/policy-7/versions", Map.of("content", CONTENT))
                .expect(201);
        assertThat(added.json().path("version").asInt()).isEqualTo(6);
    }

    @Test
    void an_imported_version_is_activated_and_rolled_back_from_to_the_imported_activation() {
        edict.api().activate("zone-3", "set-3-2", "set-3-2-v1").expect(202);
        assertThat(edict.api().active("zone-3").text("version_id")).isEqualTo("set-3-2-v1");
        edict.api().rollBack("zone-3", "not yet").expect(202);
        assertThat(edict.api().active("zone-3").text("version_id")).isEqualTo("set-3-1-v2");
        await("the timeline to tell it").atMost(SOON).untilAsserted(() -> assertThat(summaries("zone-3"))
                .containsSubsequence(
                        "Took over the activation of version 2 of policy set “set 1”, nothing governed here before",
                        "Activated version 1 of policy set “set 2”, replacing version 2 of policy set “set 1”",
                        "Rolled back from version 1 of policy set “set 2” to version 2 of policy set “set 1”"));
        var again = CliRun.edict("import", "--from", caracal.url());
        assertThat(again.out()).containsPattern("activation +10 +0 +9 +1 +0\n");
    }

    private static List<String> summaries(String zoneId) {
        return edict.api().timeline(zoneId).stream()
                .map(row -> row.path("summary").asString())
                .toList();
    }
}

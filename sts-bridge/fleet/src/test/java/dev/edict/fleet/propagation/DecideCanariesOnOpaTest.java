package dev.edict.fleet.propagation;

import static dev.edict.fleet.FleetDatabase.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.deployment.FailedCanary;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.canary.AnsweringDecisionPoints;
import dev.edict.fleet.opa.canary.FakeOpa;
import dev.edict.fleet.opa.canary.FakeOpa.Trouble;
import dev.edict.fleet.opa.canary.RunningCanaryAsker;
import dev.edict.fleet.roster.Observation;
import dev.edict.fleet.roster.Observation.Enforced;
import dev.edict.fleet.roster.Observation.ObservedZone;
import dev.edict.fleet.roster.ObservedRoster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stock agents with an address are asked how they decide canaries, and are decision points that evaluate them. */
@Tag("servers")
class DecideCanariesOnOpaTest {

    private final CanaryScene scene = new CanaryScene();
    private final FleetDatabase database = scene.database;
    private final AnsweringDecisionPoints points = scene.points;
    private final RecordedDeployments log = scene.log;
    private final List<FakeOpa> started = new ArrayList<>();
    private final FakeOpa first = agent();
    private final FakeOpa second = agent();
    private @Nullable RunningCanaryAsker asker;
    private int statusPosts;

    @BeforeEach
    void zone() {
        database.registerZones("z1");
        database.defineCanaries("z1", 1, Map.of("pay", "allow", "refund", "deny closed"));
        database.publishInputs("z1", 1, Map.of("pay", "{\"canary\":\"pay\"}", "refund", "{\"canary\":\"refund\"}"));
        // Both are in the roster before the activation, so both are expected to load it.
        loads("gw-1", 0);
        loads("gw-2", 0);
    }

    @AfterEach
    void close() {
        if (asker != null) {
            asker.close();
        }
        started.forEach(FakeOpa::close);
    }

    @Test
    void they_pass_when_every_agent_decides_all_as_expected() {
        asking("gw-1=" + first.url() + ",gw-2=" + second.url());
        activateOnBoth();
        soonRecorded(log.passed);
        assertThat(log.passed.get(0).decisionPoints()).isEqualTo(2);
        assertThat(log.passed.get(0).canaries()).isEqualTo(2);
        assertThat(database.rows("select event_type, source, decision, decision_point from bridge.canary_events"))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row).containsEntry("event_type", "canary"))
                .extracting(row -> row.get("decision_point"))
                .contains("opa:gw-1", "opa:gw-2");
        assertThat(first.questions()).as("each canary is asked once").isEqualTo(2);
    }

    @Test
    void they_fail_when_an_agent_decides_otherwise_or_not_at_all() {
        first.decide("pay", "deny frozen").decide("refund", "none");
        asking("gw-1=" + first.url() + ",gw-2=" + second.url());
        activateOnBoth();
        soonRecorded(log.failed);
        assertThat(log.failed.get(0).failing())
                .containsExactly(
                        new FailedCanary("opa:gw-1", "pay", "allow", "deny frozen"),
                        new FailedCanary("opa:gw-1", "refund", "deny closed", null));
        assertThat(database.rows(
                        "select evaluation_status, reason from bridge.canary_events where decision = 'not_executed'"))
                .containsExactly(Map.of("evaluation_status", "not_executed", "reason", "the answer has no result"));
    }

    @Test
    void an_evaluation_that_fails_is_not_decided() {
        first.decide("refund", "500");
        asking("gw-1=" + first.url());
        activateOnBoth();
        soonRecorded(log.failed);
        assertThat(log.failed.get(0).failing())
                .containsExactly(new FailedCanary("opa:gw-1", "refund", "deny closed", null));
        assertThat(first.questions())
                .as("asked once more, whether the revision is still the same")
                .isEqualTo(3);
    }

    @Test
    void an_agent_that_went_on_to_another_revision_after_a_failed_evaluation_is_not_recorded() {
        first.decide("refund", "500 2:" + manifest(2));
        asking("gw-1=" + first.url());
        activateOnBoth();
        soon("a question after the whole run").until(() -> first.questions() >= 4);
        assertThat(database.count("bridge.canary_run")).isZero();
    }

    @Test
    void an_agent_whose_evaluations_all_fail_proves_no_revision_and_is_not_recorded() {
        first.decide("pay", "500").decide("refund", "500");
        asking("gw-1=" + first.url());
        activateOnBoth();
        soon("more runs than one, each with two questions").until(() -> first.questions() >= 4);
        assertThat(database.count("bridge.canary_run")).isZero();
    }

    @Test
    void what_an_agent_decided_by_another_revision_is_not_recorded_and_later_it_is() {
        asking("gw-1=" + first.url());
        database.activate("z1", 1);
        first.enforce(2, manifest(2)).decide("refund", "allow");
        loads("gw-1", 1);
        soon("more runs than one, each with one question").until(() -> first.questions() >= 4);
        assertThat(database.count("bridge.canary_run")).isZero();
        assertThat(database.count("bridge.canary_events")).isZero();
        first.decide("refund", "deny closed").enforce(1, manifest(1));
        soon("the run").until(() -> database.count("bridge.canary_run") == 1);
        assertThat(database.rows("select passed, failed from bridge.canary_run"))
                .containsExactly(Map.of("passed", 2, "failed", 0));
    }

    @Test
    void an_agent_that_decides_by_the_same_manifest_of_another_activation_is_not_recorded() {
        asking("gw-1=" + first.url());
        database.activate("z1", 1);
        first.enforce(2, manifest(1));
        loads("gw-1", 1);
        soon("more runs than one, each with one question").until(() -> first.questions() >= 4);
        assertThat(database.count("bridge.canary_run")).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void an_agent_that_gives_no_answer_is_named_at_the_deadline_and_holds_up_no_other(Trouble trouble) {
        first.trouble(trouble);
        asking("gw-1=" + first.url() + ",gw-2=" + second.url());
        activateOnBoth();
        soon("the other one").until(() -> database.rows("select id from bridge.canary_run")
                .equals(List.of(Map.of("id", "opa:gw-2"))));
        soon("the one to be asked again").until(() -> first.questions() >= 2);
        scene.look();
        assertThat(log.passed).isEmpty();
        assertThat(log.failed).isEmpty();
        database.committedBefore("z1", 1, "61 seconds");
        List.of("opa:gw-1", "opa:gw-2").forEach(id -> database.passed(id, "61 seconds"));
        scene.look();
        assertThat(log.failed).singleElement().satisfies(record -> {
            assertThat(record.failed()).isZero();
            assertThat(record.awaited()).containsExactly("opa:gw-1");
        });
    }

    @Test
    void an_agent_without_an_address_is_not_verifiable() {
        asking("gw-2=" + second.url());
        activateOnBoth();
        soonRecorded(log.passed);
        assertThat(log.passed.get(0).decisionPoints()).isEqualTo(1);
        assertThat(log.passed.get(0).notVerifiable()).isEqualTo(1);
        assertThat(first.questions()).isZero();
    }

    @Test
    void without_any_address_nothing_is_verifiable_also_if_one_was_configured_before() {
        asking("gw-1=" + first.url());
        soon("the address to be known").until(() -> database.count("bridge.canary_agent") == 1);
        assertThat(asker).isNotNull();
        asker.close();
        asker = new RunningCanaryAsker(database, points, Map.of());
        soon("no address to be known").until(() -> database.count("bridge.canary_agent") == 0);
        activateOnBoth();
        scene.look();
        assertThat(scene.state()).isEqualTo("not_verifiable");
        assertThat(first.questions()).isZero();
    }

    @Test
    void two_hundred_are_decided_within_seconds_and_with_the_token() {
        var names = IntStream.range(0, 200).mapToObj(n -> "c-" + n).toList();
        database.sql().sql("delete from views.canaries").update();
        database.defineCanaries("z1", 2, names.stream().collect(Collectors.toMap(name -> name, name -> "allow")));
        database.publishInputs(
                "z1", 2, names.stream().collect(Collectors.toMap(name -> name, "{\"canary\":\"%s\"}"::formatted)));
        names.forEach(name -> first.decide(name, "allow"));
        asking("gw-1=" + first.url());
        activateOnBoth();
        await("the run").atMost(Duration.ofSeconds(10)).until(() -> database.count("bridge.canary_run") == 1);
        assertThat(database.rows("select passed, failed from bridge.canary_run"))
                .containsExactly(Map.of("passed", 200, "failed", 0));
        assertThat(first.authorizations()).containsOnly("Bearer sesame");
    }

    @Test
    void canaries_that_changed_since_they_were_read_are_asked_again() {
        database.defineCanaries("z1", 2, Map.of("pay", "allow"));
        asking("gw-1=" + first.url());
        activateOnBoth();
        soon("a run that is refused").until(() -> first.questions() >= 4);
        assertThat(database.count("bridge.canary_run")).isZero();
        database.sql().sql("delete from views.canaries where name = 'refund'").update();
        database.sql()
                .sql("update views.zone_canaries set canaries_version = 2")
                .update();
        soon("the run").until(() -> database.count("bridge.canary_run") == 1);
    }

    private FakeOpa agent() {
        var agent = new FakeOpa().decide("pay", "allow").decide("refund", "deny closed");
        started.add(agent);
        return agent;
    }

    private void asking(String urls) {
        var settings = new HashMap<String, Object>();
        settings.put("EDICT_OPA_CANARY_URLS", urls);
        settings.put("EDICT_OPA_CANARY_TOKEN", "sesame");
        asker = new RunningCanaryAsker(database, points, settings);
        soon("the addresses to be known").until(() -> database.count("bridge.canary_agent") > 0);
    }

    private void activateOnBoth() {
        database.activate("z1", 1);
        started.forEach(agent -> agent.enforce(1, manifest(1)));
        loads("gw-1", 1);
        loads("gw-2", 1);
    }

    /** Posts its status; before the first activation it enforces what denies. */
    private void loads(String instance, long seq) {
        var zone = new ObservedZone("z1", new Enforced(seq, seq == 0 ? null : manifest(seq)), null, null, null, null);
        ObservedRoster.on(database, event -> {})
                .record(List.of(new Observation(
                        "opa",
                        "opa:" + instance,
                        "p-" + instance,
                        null,
                        "admin:opa",
                        null,
                        ++statusPosts,
                        List.of(zone))));
        if (asker != null) {
            asker.wake();
        }
    }

    private void soonRecorded(List<?> records) {
        soon("one record").until(() -> {
            scene.look();
            return records.size() == 1;
        });
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}

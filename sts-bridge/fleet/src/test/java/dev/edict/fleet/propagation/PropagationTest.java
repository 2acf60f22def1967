package dev.edict.fleet.propagation;

import static dev.edict.fleet.FleetDatabase.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.ReportingDecisionPoints;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An activation is done when every decision point that was there enforces it, or can allow nothing any more. */
@Tag("servers")
class PropagationTest {

    private static final int BUDGET_SECONDS = 300;

    private final FleetDatabase database = FleetDatabase.empty();
    private final ReportingDecisionPoints roster = new ReportingDecisionPoints(database);
    private final Deployments deployments = new Deployments(database.pool(), database.pool());
    private final DecisionPoints points = new DecisionPoints(database.pool());

    @BeforeEach
    void zone() {
        database.registerZones("z1");
    }

    @Test
    void without_decision_points_nothing_is_configured() {
        database.activate("z1", 1);
        assertThat(now().status()).isEqualTo("not_configured");
        assertThat(now().settled()).isFalse();
    }

    @Test
    void it_is_settled_when_the_last_one_loaded_it() {
        roster.register("gw-1", BUDGET_SECONDS);
        roster.register("gw-2", BUDGET_SECONDS);
        database.activate("z1", 1);
        assertThat(states()).containsExactly("behind", "behind");
        roster.loaded("gw-1", "z1", 1);
        assertThat(states()).containsExactly("current", "behind");
        assertThat(now().status()).isEqualTo("unsettled");
        roster.loaded("gw-2", "z1", 1);
        assertThat(now().status()).isEqualTo("settled");
        assertThat(now().expected()).isEqualTo(2);
        assertThat(now().tookMs()).isNotNegative();
    }

    @Test
    void one_that_loads_other_zones_only_is_neither_awaited_nor_shown() {
        roster.registerFor("gw-1", List.of("z1", "z3"));
        roster.registerFor("gw-2", List.of("z2"));
        database.activate("z1", 1);
        assertThat(now().decisionPoints()).extracting(DecisionPoint::id).containsExactly("gw-1");
        assertThat(now().expected()).isEqualTo(1);
    }

    @Test
    void a_heartbeat_confirms_what_is_loaded_and_not_what_failed() {
        database.activate("z1", 1);
        for (var id : List.of("gw-1", "gw-2")) {
            roster.register(id, BUDGET_SECONDS);
            roster.loaded(id, "z1", 1);
            database.sql()
                    .sql("update bridge.decision_point_zone set confirmed_at = confirmed_at - interval '1 hour'")
                    .update();
        }
        roster.failed("gw-2", "z1", 1, "cannot be compiled");
        database.sql()
                .sql("update bridge.decision_point_zone set confirmed_at = confirmed_at - interval '1 hour'")
                .update();
        roster.confirmed("gw-1", 2_000);
        roster.confirmed("gw-2", 2_000);
        assertThat(now().decisionPoints())
                .extracting(point -> Objects.requireNonNull(point.confirmedCurrentAgeMs()) / 1_000)
                .satisfiesExactly(loaded -> assertThat(loaded).isBetween(2L, 60L), failed -> assertThat(failed)
                        .isGreaterThanOrEqualTo(3_600));
    }

    @Test
    void one_that_came_after_the_commit_is_shown_and_not_awaited() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.activate("z1", 1);
        roster.register("late", BUDGET_SECONDS);
        roster.loaded("gw-1", "z1", 1);
        assertThat(now().settled()).isTrue();
        assertThat(now().expected()).isEqualTo(1);
        assertThat(states()).containsExactly("current", "behind");
    }

    @Test
    void a_silent_one_is_never_counted_as_loaded() {
        roster.registerWithoutBudget("gw-1");
        database.activate("z1", 1);
        database.committedBefore("z1", 1, "30 days");
        database.passed("gw-1", "30 days");
        database.sql()
                .sql("update bridge.decision_point set began_at = began_at - interval '1 day'")
                .update();
        assertThat(states()).containsExactly("unknown");
        assertThat(now().settled()).isFalse();
    }

    @Test
    void a_partitioned_one_keeps_it_unsettled_for_exactly_its_budget() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.passed("gw-1", "2 seconds");
        database.activate("z1", 1);
        bothPassed(BUDGET_SECONDS - 1);
        assertThat(now().settled()).isFalse();
        assertThat(states()).containsExactly("unknown");
        bothPassed(1);
        assertThat(now().settled()).isTrue();
        assertThat(states()).containsExactly("stale");
        assertThat(now().tookMs()).isBetween(BUDGET_SECONDS * 1_000L, BUDGET_SECONDS * 1_000L + 1);
    }

    @Test
    void one_that_lost_its_lease_before_the_commit_is_awaited_while_it_may_allow() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.passed("gw-1", "60 seconds");
        database.activate("z1", 1);
        assertThat(now().expected()).isEqualTo(1);
        assertThat(now().settled()).isFalse();
        roster.register("gw-2", BUDGET_SECONDS);
        database.passed("gw-2", "400 seconds");
        database.activate("z1", 2);
        assertThat(now().decisionPoints())
                .filteredOn(DecisionPoint::expected)
                .extracting(DecisionPoint::id)
                .containsExactly("gw-1");
    }

    @Test
    void losing_the_lease_after_having_reported_starts_the_budget_then() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.activate("z1", 1);
        database.committedBefore("z1", 1, "200 seconds");
        database.passed("gw-1", "250 seconds");
        roster.heartbeat("gw-1");
        bothPassed(BUDGET_SECONDS);
        assertThat(now().settled()).as("it was heard of after the commit").isFalse();
        bothPassed(15);
        assertThat(now().settled()).isTrue();
    }

    @Test
    void a_goodbye_settles() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.activate("z1", 1);
        roster.sayGoodbye("gw-1");
        assertThat(now().settled()).isTrue();
        assertThat(now().decisionPoints()).extracting(DecisionPoint::settledBy).containsExactly("goodbye");
    }

    @Test
    void a_dismissed_one_is_awaited_no_longer() {
        roster.registerWithoutBudget("gw-1");
        database.activate("z1", 1);
        database.passed("gw-1", "0 seconds");
        assertThat(now().settled()).isFalse();
        new DeploymentWriter(database.pool())
                .on(new DecisionPointDismissed("*", "gw-1", 1, new NoteReference("n1", "sha")));
        assertThat(now().settled()).isTrue();
        assertThat(now().decisionPoints()).extracting(DecisionPoint::settledBy).containsExactly("dismissed");
        database.activate("z1", 2);
        assertThat(now().status()).isEqualTo("not_configured");
    }

    @Test
    void the_next_incarnation_of_a_dismissed_one_is_awaited_again() {
        roster.registerWithoutBudget("gw-1");
        new DeploymentWriter(database.pool())
                .on(new DecisionPointDismissed("*", "gw-1", 1, new NoteReference("n1", "sha")));
        roster.registerWithoutBudget("gw-1");
        database.activate("z1", 1);
        assertThat(now().expected()).isEqualTo(1);
    }

    @Test
    void one_that_said_goodbye_before_is_not_awaited() {
        roster.register("gw-1", BUDGET_SECONDS);
        roster.sayGoodbye("gw-1");
        database.activate("z1", 1);
        assertThat(now().status()).isEqualTo("not_configured");
    }

    @Test
    void a_failed_load_does_not_settle_and_says_why() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        database.activate("z1", 2);
        roster.failed("gw-1", "z1", 2, "line 3: logic is not allowed");
        var point = now().decisionPoints().get(0);
        assertThat(point.state()).isEqualTo("loading_failed");
        assertThat(point.error()).isEqualTo("line 3: logic is not allowed");
        assertThat(point.activationSeq()).as("what it still enforces").isEqualTo(1);
        assertThat(point.versionId()).isEqualTo("v1");
        assertThat(point.manifestSha256()).isEqualTo(manifest(1));
        assertThat(now().settled()).isFalse();
    }

    /** An answer that was given before the commit and is still on its way may make it allow again, until then. */
    @Test
    void one_that_reports_to_be_stale_is_awaited_until_its_budget_after_the_commit() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.sql()
                .sql("update bridge.decision_point set began_at = began_at - interval '1 hour'")
                .update();
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        database.activate("z1", 2);
        roster.stale("gw-1", "z1", 1);
        assertThat(states()).containsExactly("stale");
        assertThat(now().settled()).isFalse();
        database.committedBefore("z1", 2, BUDGET_SECONDS + " seconds");
        assertThat(now().settled()).isTrue();
        assertThat(now().decisionPoints()).extracting(DecisionPoint::settledBy).containsExactly("stale");
    }

    @Test
    void the_next_process_of_an_id_does_not_answer_for_the_last_one() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.passed("gw-1", "16 seconds");
        database.activate("z1", 1);
        roster.register("gw-1", BUDGET_SECONDS);
        roster.loaded("gw-1", "z1", 1);
        assertThat(now().settled())
                .as("the process before may be cut off and still allow")
                .isFalse();
        assertThat(states()).containsExactly("unknown", "current");
    }

    @Test
    void decision_points_of_another_zone_s_token_do_not_matter() {
        roster.registerInZone("elsewhere", "z2");
        database.activate("z1", 1);
        assertThat(now().status()).isEqualTo("not_configured");
    }

    /** So many seconds pass for the newest activation and for decision points. */
    private void bothPassed(int seconds) {
        var interval = seconds + " seconds";
        database.committedBefore("z1", now().activationSeq(), interval);
        database.sql()
                .sql("update bridge.load set recorded_at = recorded_at - :by::interval")
                .param("by", interval)
                .update();
        roster.ids().forEach(id -> database.passed(id, interval));
    }

    private Propagation now() {
        var latest = deployments.latest("z1").orElseThrow();
        return Propagation.of(latest, points.of(latest));
    }

    private List<String> states() {
        return now().decisionPoints().stream()
                .sorted(java.util.Comparator.comparing(DecisionPoint::id).thenComparing(DecisionPoint::incarnation))
                .map(DecisionPoint::state)
                .toList();
    }
}

package dev.edict.fleet.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.deployment.FailedCanary;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.canary.AnsweringDecisionPoints;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log says once whether the canaries of an activation passed on every decision point. */
@Tag("servers")
class DecideCanariesTest {

    private final CanaryScene scene = new CanaryScene();
    private final FleetDatabase database = scene.database;
    private final AnsweringDecisionPoints points = scene.points;
    private final RecordedDeployments log = scene.log;

    @BeforeEach
    void zone() {
        database.registerZones("z1");
        database.defineCanaries("z1", 1, Map.of("pay", "allow", "refund", "deny"));
    }

    @Test
    void a_zone_without_canaries_has_nothing_to_decide() {
        database.defineCanaries("z1", 2, Map.of());
        points.roster().registerEvaluating("gw-1", 300);
        database.activate("z1", 1);
        points.roster().loaded("gw-1", "z1", 1);
        scene.look();
        assertThat(log.passed).isEmpty();
        assertThat(log.failed).isEmpty();
        assertThat(scene.state()).isNull();
    }

    @Test
    void they_pass_when_every_expected_decision_point_decided_all_as_expected() {
        points.roster().registerEvaluating("gw-1", 300);
        points.roster().registerEvaluating("gw-2", 300);
        database.activate("z1", 1);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow", "refund=deny");
        scene.look();
        assertThat(log.passed).isEmpty();
        points.loadsAndAnswers("gw-2", 1, 1, "pay=allow", "refund=deny");
        scene.look();
        scene.look();
        assertThat(log.passed).singleElement().satisfies(record -> {
            assertThat(record.decisionPoints()).isEqualTo(2);
            assertThat(record.canaries()).isEqualTo(2);
            assertThat(record.notVerifiable()).isZero();
        });
        assertThat(scene.state()).isEqualTo("passed");
    }

    @Test
    void they_fail_at_the_first_that_is_decided_otherwise_although_others_are_awaited() {
        points.roster().registerEvaluating("gw-1", 300);
        points.roster().registerEvaluating("gw-2", 300);
        database.activate("z1", 1);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow", "refund=allow");
        scene.look();
        scene.look();
        assertThat(log.failed).singleElement().satisfies(record -> {
            assertThat(record.failing()).containsExactly(new FailedCanary("gw-1", "refund", "deny", "allow"));
            assertThat(record.failed()).isEqualTo(1);
            assertThat(record.awaited()).isEmpty();
        });
    }

    @Test
    void they_fail_at_the_deadline_and_the_silent_decision_points_are_named() {
        points.roster().registerEvaluating("gw-1", 300);
        points.roster().registerEvaluating("gw-2", 300);
        database.activate("z1", 1);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow", "refund=deny");
        points.roster().loaded("gw-2", "z1", 1);
        passed(59);
        scene.look();
        assertThat(log.failed).isEmpty();
        passed(2);
        scene.look();
        assertThat(log.failed).singleElement().satisfies(record -> {
            assertThat(record.failed()).isZero();
            assertThat(record.awaited()).containsExactly("gw-2");
        });
    }

    @Test
    void a_pass_is_followed_by_a_failure_when_another_decision_point_loads_the_activation_later() {
        points.roster().registerEvaluating("gw-1", 300);
        database.activate("z1", 1);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow", "refund=deny");
        scene.look();
        points.roster().registerEvaluating("gw-2", 300);
        points.loadsAndAnswers("gw-2", 1, 1, "pay=deny", "refund=deny");
        scene.look();
        assertThat(log.passed).hasSize(1);
        assertThat(log.failed).singleElement().satisfies(record -> assertThat(record.failing())
                .containsExactly(new FailedCanary("gw-2", "pay", "allow", "deny")));
        assertThat(scene.state()).isEqualTo("failed");
    }

    @Test
    void a_decision_point_that_cannot_evaluate_them_is_never_a_pass() {
        points.roster().register("old", 300);
        database.activate("z1", 1);
        points.roster().loaded("old", "z1", 1);
        scene.look();
        assertThat(log.passed).isEmpty();
        assertThat(log.failed).isEmpty();
        assertThat(scene.state()).isEqualTo("not_verifiable");
    }

    @Test
    void beside_others_one_that_cannot_evaluate_them_is_counted() {
        points.roster().register("old", 300);
        points.roster().registerEvaluating("gw-1", 300);
        database.activate("z1", 1);
        points.roster().loaded("old", "z1", 1);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow", "refund=deny");
        scene.look();
        assertThat(log.passed).singleElement().satisfies(record -> {
            assertThat(record.decisionPoints()).isEqualTo(1);
            assertThat(record.notVerifiable()).isEqualTo(1);
        });
    }

    @Test
    void one_that_went_on_to_a_newer_activation_or_said_goodbye_is_not_waited_for() {
        points.roster().registerEvaluating("gw-1", 300);
        points.roster().registerEvaluating("gw-2", 300);
        points.roster().registerEvaluating("gw-3", 300);
        database.activate("z1", 1);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow", "refund=deny");
        database.activate("z1", 2);
        points.roster().loaded("gw-2", "z1", 2);
        points.roster().sayGoodbye("gw-3");
        scene.look();
        assertThat(log.passed).singleElement().satisfies(record -> {
            assertThat(record.activationSeq()).isEqualTo(1);
            assertThat(record.decisionPoints()).isEqualTo(1);
        });
    }

    @Test
    void where_no_decision_point_was_expected_the_first_that_comes_later_decides() {
        database.activate("z1", 1);
        scene.look();
        assertThat(scene.state()).isEqualTo("not_verifiable");
        points.roster().registerEvaluating("late", 300);
        points.loadsAndAnswers("late", 1, 1, "pay=allow", "refund=deny");
        scene.look();
        assertThat(scene.state()).isEqualTo("passed");
        assertThat(log.passed).singleElement().satisfies(record -> assertThat(record.decisionPoints())
                .isEqualTo(1));
    }

    @Test
    void a_record_for_which_callers_left_no_room_is_made_later() {
        points.roster().registerEvaluating("gw-1", 300);
        database.activate("z1", 1);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow", "refund=deny");
        log.busy = true;
        scene.look();
        assertThat(scene.state()).isEqualTo("pending");
        log.busy = false;
        scene.look();
        assertThat(log.passed).hasSize(1);
    }

    private void passed(int seconds) {
        var interval = seconds + " seconds";
        database.committedBefore("z1", 1, interval);
        points.roster().ids().forEach(id -> database.passed(id, interval));
    }
}

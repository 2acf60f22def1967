package dev.edict.fleet.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.deployment.RecordPropagated;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.ReportingDecisionPoints;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What became of an activation goes into the log once, as soon as callers leave room. */
@Tag("servers")
class RecordPropagationTest {

    private static final int BUDGET_SECONDS = 300;

    private final FleetDatabase database = FleetDatabase.empty();
    private final ReportingDecisionPoints roster = new ReportingDecisionPoints(database);
    private final Deployments deployments = new Deployments(database.pool(), database.pool());
    private final DecisionPoints points = new DecisionPoints(database.pool());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordedDeployments log = new RecordedDeployments();
    private final DeploymentProgress progress = new DeploymentProgress(
            deployments,
            points,
            log,
            new PropagationMeters(meters),
            new PropagationProperties(Duration.ofSeconds(90), Duration.ofSeconds(60)));

    @BeforeEach
    void zone() {
        database.registerZones("z1");
    }

    @Test
    void where_nobody_is_there_nothing_is_recorded_or_watched() {
        database.activate("z1", 1);
        look();
        assertThat(log.propagated).isEmpty();
        assertThat(isWatched()).isFalse();
    }

    @Test
    void a_newer_activation_counts_for_the_older_one() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.activate("z1", 1);
        database.activate("z1", 2);
        roster.loaded("gw-1", "z1", 2);
        look();
        assertThat(log.propagated).extracting(RecordPropagated::activationSeq).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void it_is_recorded_once_and_measured() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        look();
        look();
        assertThat(log.propagated).singleElement().satisfies(record -> {
            assertThat(record.decisionPoints()).isEqualTo(1);
            assertThat(record.loaded()).isEqualTo(1);
            assertThat(record.tookMillis()).isEqualTo(now().tookMs());
        });
        assertThat(meters.get("edict.propagation.convergence").timer().count()).isEqualTo(1);
        assertThat(isWatched()).isFalse();
    }

    @Test
    void one_that_said_goodbye_settles_and_is_not_counted_as_loaded() {
        roster.register("gw-1", BUDGET_SECONDS);
        roster.register("gw-2", BUDGET_SECONDS);
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        roster.sayGoodbye("gw-2");
        look();
        assertThat(log.propagated).singleElement().satisfies(record -> {
            assertThat(record.decisionPoints()).isEqualTo(2);
            assertThat(record.loaded()).isEqualTo(1);
        });
    }

    @Test
    void a_record_for_which_callers_left_no_room_is_made_later() {
        roster.register("gw-1", BUDGET_SECONDS);
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        log.busy = true;
        look();
        assertThat(log.propagated).isEmpty();
        assertThat(isWatched()).isTrue();
        log.busy = false;
        look();
        assertThat(log.propagated).hasSize(1);
        assertThat(meters.get("edict.propagation.convergence").timer().count()).isEqualTo(1);
    }

    @Test
    void it_is_overdue_after_90_seconds_and_may_propagate_later() {
        roster.register("gw-1", BUDGET_SECONDS);
        roster.register("gw-2", BUDGET_SECONDS);
        database.activate("z1", 1);
        roster.loaded("gw-2", "z1", 1);
        bothPassed(89);
        look();
        assertThat(log.overdue).isEmpty();
        bothPassed(1);
        look();
        look();
        assertThat(log.overdue).singleElement().satisfies(record -> {
            assertThat(record.awaited()).containsExactly("gw-1");
            assertThat(record.decisionPoints()).isEqualTo(2);
        });
        assertThat(now().overdue()).isTrue();
        roster.loaded("gw-1", "z1", 1);
        look();
        assertThat(log.propagated).hasSize(1);
    }

    private void look() {
        progress.look(Set.of("z1"));
    }

    private boolean isWatched() {
        return database.count("bridge.deployment where watched") > 0;
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
}

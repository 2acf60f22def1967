package dev.edict.fleet.propagation;

import static dev.edict.fleet.FleetDatabase.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.Observation;
import dev.edict.fleet.roster.Observation.Enforced;
import dev.edict.fleet.roster.Observation.ObservedZone;
import dev.edict.fleet.roster.ObservedDecisionPoints;
import dev.edict.fleet.roster.ObservedRoster;
import dev.edict.fleet.roster.ReportRecorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An activation is settled on decision points that register nothing by what they say of themselves. */
@Tag("servers")
class SettleOnObservedTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final Deployments deployments = new Deployments(database.pool(), database.pool());
    private final DecisionPoints points = new DecisionPoints(database.pool());
    private final List<Object> published = new ArrayList<>();
    private final ObservedDecisionPoints roster = ObservedRoster.on(database, published::add);
    private long order = 1_000;

    @BeforeEach
    void a_zone_with_an_activation() {
        database.registerZones("z1", "z2");
        database.activate("z1", 1);
    }

    private static ObservedZone zone(String name, @Nullable Long seq, @Nullable String error) {
        var enforced = seq == null ? null : new Enforced(seq, manifest(seq));
        return new ObservedZone(name, enforced, null, Instant.now(), Instant.now(), error);
    }

    private Observation says(String instance, String process, long at, ObservedZone... zones) {
        return new Observation(
                "opa", "opa:" + instance, process, "Open Policy Agent/1", "admin:opa", null, at, List.of(zones));
    }

    private void record(Observation seen) {
        roster.record(List.of(seen));
    }

    private void enforces(String instance, String process, long seq) {
        record(says(instance, process, ++order, zone("z1", seq, null)));
    }

    private Propagation now() {
        var latest = deployments.latest("z1").orElseThrow();
        return Propagation.of(latest, points.of(latest));
    }

    private DecisionPoint only() {
        assertThat(now().decisionPoints()).hasSize(1);
        return now().decisionPoints().get(0);
    }

    @Test
    void it_is_in_the_roster_since_it_first_says_what_it_enforces() {
        record(says("gw-1", "p1", 0));
        assertThat(now().decisionPoints()).isEmpty();

        enforces("gw-1", "p1", 1);
        assertThat(only().id()).isEqualTo("opa:gw-1");
        assertThat(only().kind()).isEqualTo("opa");
        assertThat(only().state()).isEqualTo("current");
        assertThat(only().confirmedCurrentAgeMs()).isBetween(0L, 5_000L);
        assertThat(published).containsExactly(new ReportRecorded(Set.of("z1")));
        assertThat(database.rows(
                        "select extract(epoch from lease_until - reported_at)::int as s from bridge.decision_point"))
                .allSatisfy(row -> assertThat(row).containsEntry("s", 75));
    }

    @Test
    void an_activation_is_settled_when_its_revision_is_active() {
        enforces("gw-1", "p1", 1);
        database.activate("z1", 2);
        assertThat(now().settled()).isFalse();
        assertThat(only().state()).isEqualTo("behind");

        enforces("gw-1", "p1", 2);
        assertThat(now().settled()).isTrue();
        assertThat(only().settledBy()).isEqualTo("loaded");
    }

    @Test
    void a_deactivation_is_settled_by_the_revision_of_nothing() {
        enforces("gw-1", "p1", 1);
        database.deactivate("z1", 2);
        record(says("gw-1", "p1", ++order, new ObservedZone("z1", new Enforced(2, null), null, null, null, null)));
        assertThat(now().settled()).isTrue();
    }

    @Test
    void one_that_cannot_load_it_says_why_and_goes_on_with_what_it_had() {
        enforces("gw-1", "p1", 1);
        database.activate("z1", 2);
        record(says("gw-1", "p1", ++order, zone("z1", 1L, "bundle_error: a.rego:3")));
        assertThat(only().state()).isEqualTo("loading_failed");
        assertThat(only().error()).isEqualTo("bundle_error: a.rego:3");
        assertThat(only().activationSeq()).isEqualTo(1);
        assertThat(now().settled()).isFalse();
    }

    @Test
    void a_revision_with_a_code_is_not_loaded_unless_it_was_before() {
        enforces("gw-1", "p1", 1);
        database.activate("z1", 2);
        record(says("gw-1", "p1", ++order, zone("z1", 2L, "bundle_error: 503")));
        assertThat(now().settled()).isFalse();

        enforces("gw-1", "p1", 2);
        record(says("gw-1", "p1", ++order, zone("z1", 2L, "bundle_error: 503")));
        assertThat(only().state()).isEqualTo("current");
    }

    @Test
    void an_older_post_that_comes_later_changes_nothing() {
        enforces("gw-1", "p1", 1);
        database.activate("z1", 2);
        enforces("gw-1", "p1", 2);
        record(says("gw-1", "p1", order - 1, zone("z1", 1L, "bundle_error: old")));
        assertThat(only().state()).isEqualTo("current");
        assertThat(only().activationSeq()).isEqualTo(2);
    }

    @Test
    void a_revision_of_no_activation_is_not_loaded() {
        enforces("gw-1", "p1", 7);
        assertThat(only().state()).isEqualTo("loading_failed");
        assertThat(only().error()).contains("7:").contains("no activation");
        record(says("gw-1", "p1", ++order, new ObservedZone("z1", null, "main-4711", null, null, null)));
        assertThat(only().error()).contains("main-4711");
    }

    @Test
    void a_restart_is_the_next_incarnation_and_replaces_the_former_after_its_lease() {
        enforces("gw-1", "p1", 1);
        enforces("gw-1", "p2", 1);
        database.activate("z1", 2);
        enforces("gw-1", "p2", 2);
        assertThat(now().decisionPoints())
                .extracting(DecisionPoint::incarnation)
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(now().settled()).as("the former process may still run").isFalse();

        database.sql()
                .sql("update bridge.decision_point set lease_until = now() - interval '1 s' where process = 'p1'")
                .update();
        enforces("gw-1", "p2", 2);
        assertThat(now().settled()).isTrue();
        assertThat(now().decisionPoints())
                .anySatisfy(point -> assertThat(point.settledBy()).isEqualTo("replaced"));

        database.activate("z1", 3);
        enforces("gw-1", "p2", 3);
        assertThat(now().settled()).isTrue();
        enforces("gw-1", "p1", 1);
        assertThat(now().settled()).as("two processes under one instance").isFalse();
    }

    @Test
    void one_that_falls_silent_is_awaited_until_it_is_dismissed() {
        enforces("gw-1", "p1", 1);
        database.passed("opa:gw-1", "2 days");
        database.activate("z1", 2);
        assertThat(only().state()).isEqualTo("unknown");
        assertThat(now().settled()).isFalse();

        new DeploymentWriter(database.pool())
                .on(new DecisionPointDismissed("*", "opa:gw-1", 1, new NoteReference("n1", "hash")));
        assertThat(now().settled()).isTrue();
        enforces("gw-1", "p1", 2);
        assertThat(now().decisionPoints())
                .anySatisfy(point -> assertThat(point.incarnation()).isEqualTo(2));
    }

    @Test
    void a_request_with_the_tag_in_force_renews_the_lease_of_its_own_token_only() {
        enforces("gw-1", "p1", 1);
        database.passed("opa:gw-1", "2 minutes");
        assertThat(only().state()).isEqualTo("unknown");
        roster.lives("opa", "opa:gw-1", "admin:other");
        assertThat(only().state()).isEqualTo("unknown");
        roster.lives("opa", "opa:gw-1", "admin:opa");
        assertThat(only().state()).isEqualTo("current");
        roster.lives("opa", "opa:gw-9", "admin:opa");
        assertThat(database.count("bridge.decision_point")).isEqualTo(1);
    }

    @Test
    void the_bundle_of_a_token_of_one_zone_is_that_zones_whatever_its_name() {
        record(new Observation("opa", "opa:gw-1", "p1", null, "admin:z1", "z1", 5, List.of(zone("main", 1L, null))));
        assertThat(only().state()).isEqualTo("current");
    }

    @Test
    void an_agent_is_awaited_in_its_zones_only() {
        enforces("gw-1", "p1", 1);
        database.activate("z2", 1);
        var other = deployments.latest("z2").orElseThrow();
        assertThat(points.of(other)).isEmpty();
    }

    @Test
    void bundles_that_are_no_zones_are_refused_by_name() {
        assertThatThrownBy(() -> record(says("gw-1", "p1", 5, zone("main", 1L, null))))
                .isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void another_token_does_not_get_the_id_and_no_token_more_than_200() {
        enforces("gw-1", "p1", 1);
        var thief =
                new Observation("opa", "opa:gw-1", "p2", null, "admin:other", null, 5, List.of(zone("z1", 1L, null)));
        assertThatThrownBy(() -> record(thief))
                .isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Rejection.Reason.REPLICA_ID_IN_USE));
        for (int n = 2; n <= 200; n++) {
            enforces("gw-" + n, "p1", 1);
        }
        assertThatThrownBy(() -> enforces("gw-201", "p1", 1))
                .isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Rejection.Reason.TOO_MANY_REPLICAS));
        enforces("gw-7", "p2", 1);
    }
}

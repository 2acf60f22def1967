package dev.edict.replica;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.deactivated;
import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Policies.holdingReads;
import static dev.edict.replica.Policies.reading;
import static dev.edict.replica.Replicas.ZONE;
import static dev.edict.replica.Replicas.allows;
import static dev.edict.replica.Replicas.awaitSeq;
import static dev.edict.replica.Replicas.denial;
import static dev.edict.replica.Replicas.settings;
import static dev.edict.replica.Replicas.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Outcome.OnHold;
import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From an activation at the control plane to the decision under it. */
class LoadBundlesTest {

    private final FakeControlPlane edict = FakeControlPlane.started();
    private final FakeClocks clocks = new FakeClocks();
    private Replica replica = new Replica(settings(edict).build());

    @AfterEach
    void close() {
        replica.close();
        edict.close();
    }

    private void start() {
        start(settings(edict).zones(List.of(ZONE)));
    }

    private void start(ReplicaSettings.Builder settings) {
        replica = Replicas.started(settings, clocks.clocks());
    }

    private void startAtActivationOne() {
        edict.activate(ZONE, 1, granting("r1"));
        start();
        awaitSeq(replica, 1);
    }

    @Test
    void decides_under_the_active_version_and_names_it() {
        startAtActivationOne();

        assertThat(replica.decide(ZONE, reading("r1"))).isInstanceOfSatisfying(Outcome.Allowed.class, allowed -> {
            assertThat(allowed.decision().determiningPolicies()).containsExactly(Map.of("policy", "caracal-b-mint"));
            assertThat(allowed.bundle()).isEqualTo(BundleIdentity.of(bundle(ZONE, 1, granting("r1"))));
        });
        assertThat(denial(replica, "r2")).isEqualTo("resource_not_granted");
    }

    @Test
    void a_change_brings_its_bundle_so_that_no_other_read_is_needed() {
        startAtActivationOne();
        await("it waits for changes, and reads nothing else")
                .until(() ->
                        !edict.received("GET", "/v1/replicas/feed.*after=.*").isEmpty());
        edict.refuseBundles();

        edict.activate(ZONE, 2, granting("r2"));

        awaitSeq(replica, 2);
        assertThat(allows(replica, "r2")).isTrue();
    }

    @Test
    void a_change_without_its_bundle_has_it_read() {
        edict.tellNoBundles();
        startAtActivationOne();

        edict.activate(ZONE, 2, granting("r2"));

        awaitSeq(replica, 2);
        assertThat(allows(replica, "r2")).isTrue();
    }

    @Test
    void an_activation_takes_the_place_of_the_former_one() {
        startAtActivationOne();

        edict.activate(ZONE, 2, granting("r2"));

        awaitSeq(replica, 2);
        assertThat(allows(replica, "r2")).isTrue();
        assertThat(allows(replica, "r1")).isFalse();
    }

    @Test
    void the_same_manifest_activated_again_is_another_activation() {
        startAtActivationOne();

        edict.activate(ZONE, 2, granting("r1"));

        awaitSeq(replica, 2);
        assertThat(status(replica).state()).isEqualTo(State.LOADED);
        assertThat(Objects.requireNonNull(status(replica).bundle()).versionId()).isEqualTo("v2");
    }

    @Test
    void an_allow_that_needs_an_approval_is_on_hold_and_no_access() {
        edict.activate(ZONE, 1, granting("r1"), holdingReads());
        start();
        awaitSeq(replica, 1);

        assertThat(replica.decide(ZONE, reading("r1")))
                .isInstanceOfSatisfying(OnHold.class, hold -> assertThat(hold.stepUpRequired())
                        .containsEntry("type", "human_approval")
                        .containsEntry("tiers", List.of(Map.of("tier", "high"))));
    }

    @Test
    void a_deactivated_zone_denies() {
        startAtActivationOne();

        edict.put(deactivated(ZONE, 2));

        awaitSeq(replica, 2);
        assertThat(denial(replica, "r1")).isEqualTo("no_active_policy_set");
    }

    @Test
    void a_zone_without_any_activation_denies() {
        edict.put(Bundle.neverActivated(ZONE));
        start();

        awaitSeq(replica, 0);
        assertThat(denial(replica, "r1")).isEqualTo("no_active_policy_set");
    }

    @Test
    void a_zone_that_was_never_loaded_denies() {
        start();

        assertThat(denial(replica, "r1")).isEqualTo("policy_not_loaded");
        assertThat(replica.decide("another", reading("r1")))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.reason()).isEqualTo("policy_not_loaded"));
        assertThat(replica.status("another")).isEmpty();
    }

    @Test
    void a_closed_replica_denies() {
        startAtActivationOne();

        replica.close();

        assertThat(denial(replica, "r1")).isEqualTo("policy_not_loaded");
    }

    @Test
    void without_a_list_every_zone_that_the_feed_tells_is_loaded_up_to_the_maximum() {
        edict.activate("a", 1, granting("r1"));
        edict.activate("b", 1, granting("r1"));
        edict.activate("c", 1, granting("r1"));

        start(settings(edict).mostZones(2));

        await("two zones are loaded")
                .until(() -> replica.statuses().stream().allMatch(zone -> zone.state() == State.LOADED)
                        && replica.statuses().size() == 2);
        assertThat(replica.decide("c", reading("r1"))).isInstanceOf(Denied.class);
    }

    @Test
    void a_list_keeps_other_zones_out() {
        edict.activate("other", 1, granting("r1"));
        startAtActivationOne();

        assertThat(replica.statuses()).extracting(ZoneStatus::zoneId).containsExactly(ZONE);
    }

    @Test
    void a_rotated_token_is_used_from_the_next_request_on() {
        var token = new AtomicReference<>(FakeControlPlane.TOKEN);
        var client = ControlPlaneClient.at(edict.address(), token::get);
        edict.activate(ZONE, 1, granting("r1"));
        start(ReplicaSettings.from(new HttpBundleSource(client)).feedWait(Duration.ofSeconds(1)));
        awaitSeq(replica, 1);

        token.set("cat_rotated");
        edict.acceptOnly("cat_rotated");
        edict.activate(ZONE, 2, granting("r2"));

        awaitSeq(replica, 2);
    }

    @Test
    void without_the_feed_a_zone_keeps_what_it_has_and_follows_when_the_feed_is_back() {
        startAtActivationOne();
        edict.feedDown(true);
        edict.activate(ZONE, 2, granting("r2"));
        await("the feed was refused").until(() -> replica.counts().feedReads() > 0);

        edict.feedDown(false);

        awaitSeq(replica, 2);
    }

    @Test
    void the_two_ages_are_not_the_same() {
        startAtActivationOne();
        edict.end();

        clocks.pass(Duration.ofMinutes(4));

        var status = status(replica);
        assertThat(status.confirmedCurrentAge()).isEqualTo(Duration.ofMinutes(4));
        assertThat(status.sinceChangeAge()).isEqualTo(Duration.between(Policies.SINCE, clocks.wall()));
    }

    @Test
    void a_confirmation_makes_the_bundle_young_again_and_leaves_the_change_old() {
        startAtActivationOne();
        clocks.pass(Duration.ofMinutes(4));

        await("the next answer of the feed confirms")
                .until(() -> Duration.ZERO.equals(status(replica).confirmedCurrentAge()));
        assertThat(status(replica).sinceChangeAge()).isGreaterThan(Duration.ofHours(2));
    }
}

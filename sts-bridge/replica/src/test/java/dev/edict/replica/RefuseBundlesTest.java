package dev.edict.replica;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.document;
import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Replicas.ZONE;
import static dev.edict.replica.Replicas.allows;
import static dev.edict.replica.Replicas.awaitSeq;
import static dev.edict.replica.Replicas.awaitState;
import static dev.edict.replica.Replicas.denial;
import static dev.edict.replica.Replicas.settings;
import static dev.edict.replica.Replicas.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.ZoneStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be verified, compiled or evaluated, and what would be a step back. */
class RefuseBundlesTest {

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
    void a_bundle_of_another_manifest_leaves_the_last_good_one_in_force() {
        startAtActivationOne();
        var honest = bundle(ZONE, 2, granting("r2"));
        var hash = Objects.requireNonNull(honest.manifestSha256());
        edict.tamper(body -> body.contains("policies") ? body.replace(hash, "0".repeat(64)) : body);

        edict.put(honest);

        awaitLastGood("do not have the manifest's hash");
    }

    @Test
    void a_content_without_its_hash_leaves_the_last_good_one_in_force() {
        startAtActivationOne();
        edict.tamper(body -> body.replace("r2", "r3"));

        edict.activate(ZONE, 2, granting("r2"));

        awaitLastGood("does not have its hash");
    }

    @Test
    void a_bundle_of_another_zone_leaves_the_last_good_one_in_force() {
        edict.tellNoBundles();
        startAtActivationOne();
        edict.tamper(body -> body.contains("policies") ? body.replace("\"" + ZONE + "\"", "\"z2\"") : body);

        edict.activate(ZONE, 2, granting("r2"));

        awaitLastGood("it is of another zone");
    }

    @Test
    void a_bundle_of_another_zone_that_comes_with_a_change_is_not_used() {
        startAtActivationOne();
        edict.tamper(body -> body.replaceAll("\"bundle\":\\{\"zone_id\":\"[^\"]+\"", "\"bundle\":{\"zone_id\":\"z2\""));

        edict.activate(ZONE, 2, granting("r2"));

        awaitSeq(replica, 2);
        assertThat(edict.received("GET", "/v1/zones/.*")).hasSizeGreaterThan(1);
        assertThat(allows(replica, "r2")).isTrue();
    }

    @Test
    void a_bundle_that_is_mended_is_loaded_at_the_next_try() {
        startAtActivationOne();
        edict.tamper(body -> body.replace("r2", "r3"));
        edict.activate(ZONE, 2, granting("r2"));
        awaitState(replica, State.FAILED);

        edict.tamper(body -> body);

        awaitSeq(replica, 2);
        assertThat(status(replica).state()).isEqualTo(State.LOADED);
        assertThat(status(replica).error()).isNull();
    }

    /** Contract §6.2 step 7: the reference reads it, does not compile it, and keeps the older one. */
    @Test
    void a_bundle_that_does_not_compile_leaves_the_last_good_one_in_force() {
        startAtActivationOne();

        edict.activate(ZONE, 2, document("grants := 7"));

        awaitLastGood("not_compiled: grants is neither an object nor another collection");
    }

    @Test
    void a_bundle_that_does_not_compile_denies_where_nothing_was_in_force() {
        edict.activate(ZONE, 1, document("restrict := null"));
        start();

        awaitState(replica, State.FAILED);
        assertThat(denial(replica, "r1")).isEqualTo("policy_not_loaded");
    }

    /** Contract §6.2 step 6: the reference denies everything at once, so an older bundle must not go on allowing. */
    @Test
    void an_unreadable_document_denies_every_request() {
        startAtActivationOne();

        edict.activate(ZONE, 2, granting("r1"), "package caracal.authz\nthis is no rule");

        awaitSeq(replica, 2);
        assertThat(denial(replica, "r1")).isEqualTo("policy_eval_failed");
        assertThat(status(replica).state()).isEqualTo(State.FAILED);
        assertThat(status(replica).error()).contains("the bundle cannot be read");
    }

    @Test
    void logic_denies_every_request_because_only_a_token_service_evaluates_it() {
        startAtActivationOne();

        edict.activate(ZONE, 2, granting("r1"), document("restrict contains \"x\" if { input.action.id == \"a\" }"));

        awaitSeq(replica, 2);
        assertThat(denial(replica, "r1")).isEqualTo("policy_eval_failed");
        assertThat(status(replica).error()).contains("not_analysable");
    }

    @Test
    void an_older_activation_never_comes_back() {
        edict.activate(ZONE, 2, granting("r2"));
        start();
        awaitSeq(replica, 2);
        clocks.pass(Duration.ofMillis(1));

        edict.put(bundle(ZONE, 1, granting("r1")));

        awaitState(replica, State.FAILED);
        assertThat(status(replica).error()).contains("at activation 1, and 2 is in force");
        assertThat(allows(replica, "r2")).isTrue();
        assertThat(allows(replica, "r1")).isFalse();
    }

    /** Its feed has nothing newer than the cursor, and says so with every answer. */
    @Test
    void a_control_plane_that_was_restored_to_an_older_state_confirms_nothing() {
        startAtActivationOne();
        edict.forget(ZONE);
        clocks.pass(Duration.ofMinutes(1));

        await("the difference is told")
                .until(() -> String.valueOf(status(replica).error()).contains("at activation 0, and 1 is in force"));
        clocks.pass(Duration.ofMinutes(5));
        assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
    }

    @Test
    void another_bundle_under_the_same_activation_is_not_loaded_and_confirms_nothing() {
        startAtActivationOne();

        edict.put(bundle(ZONE, 1, granting("r9")));

        awaitState(replica, State.FAILED);
        assertThat(allows(replica, "r1")).isTrue();
        clocks.pass(Duration.ofMinutes(5).plusNanos(1));
        assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
    }

    private void awaitLastGood(String error) {
        awaitState(replica, State.FAILED);
        assertThat(status(replica).error()).contains(error);
        assertThat(Replicas.seq(replica)).isEqualTo(1);
        assertThat(allows(replica, "r1")).isTrue();
        assertThat(replica.counts().failedLoads()).isPositive();
    }
}

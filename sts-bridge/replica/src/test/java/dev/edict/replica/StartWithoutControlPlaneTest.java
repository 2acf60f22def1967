package dev.edict.replica;

import static dev.edict.replica.Policies.deactivated;
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

import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import dev.edict.replica.redis.RedisStream;
import dev.edict.replica.redis.StreamKey;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control plane and Redis are away at the start: the last good bundle decides until the budget, and no longer. */
class StartWithoutControlPlaneTest {

    private static final Duration BUDGET = Duration.ofMinutes(5);

    private final FakeClocks clocks = new FakeClocks();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** Another process with the same folder had it loaded, and ended. */
    private void hadLoaded(String... documents) {
        try (var edict = FakeControlPlane.started()) {
            edict.activate(ZONE, 3, documents);
            try (var replica = Replicas.started(settings(edict).folder(folder), clocks.clocks())) {
                awaitSeq(replica, 3);
            }
        }
    }

    private Replica startedWithEverythingDown() {
        return startedWithEverythingDown(nothing());
    }

    private Replica startedWithEverythingDown(ReplicaSettings.Builder settings) {
        return Replicas.started(settings, clocks.clocks());
    }

    private ReplicaSettings.Builder nothing() {
        var nowhere = FakeControlPlane.nowhere();
        var client = ControlPlaneClient.at(nowhere, () -> "token");
        return ReplicaSettings.from(new HttpBundleSource(client))
                .reportingTo(client, "gw-1")
                .redis(RedisStream.at(
                        RedisURI.create("127.0.0.1", nowhere.getPort()), StreamKey.parse("ab".repeat(32))))
                .folder(folder);
    }

    @Test
    void the_last_good_bundle_decides_and_then_everything_is_denied() {
        hadLoaded(granting("r1"));

        try (var replica = startedWithEverythingDown()) {
            assertThat(allows(replica, "r1")).isTrue();
            assertThat(status(replica).bundle())
                    .extracting(BundleIdentity::activationSeq)
                    .isEqualTo(3L);

            clocks.pass(BUDGET.plusNanos(1));
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
        }
    }

    @Test
    void the_time_before_the_start_counts() {
        hadLoaded(granting("r1"));
        clocks.pass(Duration.ofMinutes(4));

        try (var replica = startedWithEverythingDown()) {
            assertThat(allows(replica, "r1")).isTrue();
            assertThat(status(replica).confirmedCurrentAge()).isGreaterThanOrEqualTo(Duration.ofMinutes(4));

            clocks.pass(Duration.ofMinutes(1).plusNanos(1));
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
        }
    }

    @Test
    void a_start_after_the_budget_denies_from_the_first_call_on() {
        hadLoaded(granting("r1"));
        clocks.pass(BUDGET.plusNanos(1));

        try (var replica = startedWithEverythingDown()) {
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
        }
    }

    @Test
    void a_wall_clock_that_was_set_back_makes_nothing_younger() {
        hadLoaded(granting("r1"));
        clocks.setWall(Duration.ofSeconds(-1));

        try (var replica = startedWithEverythingDown()) {
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
        }
    }

    @Test
    void a_wall_clock_that_was_set_forward_makes_it_older() {
        hadLoaded(granting("r1"));
        clocks.setWall(Duration.ofDays(1));

        try (var replica = startedWithEverythingDown()) {
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
        }
    }

    @Test
    void a_restart_does_not_make_it_younger() {
        hadLoaded(granting("r1"));
        for (var minute = 0; minute < 5; minute++) {
            try (var replica = startedWithEverythingDown()) {
                assertThat(allows(replica, "r1")).isTrue();
            }
            clocks.pass(Duration.ofMinutes(1));
        }
        clocks.pass(Duration.ofNanos(1));

        try (var replica = startedWithEverythingDown()) {
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
        }
    }

    @Test
    void without_a_budget_the_last_good_bundle_decides_for_ever() {
        hadLoaded(granting("r1"));
        clocks.pass(Duration.ofDays(400));

        try (var replica = startedWithEverythingDown(nothing().withoutStalenessBudget())) {
            assertThat(allows(replica, "r1")).isTrue();
        }
    }

    @Test
    void without_a_file_everything_is_denied() {
        try (var replica = startedWithEverythingDown(nothing().zones(List.of(ZONE)))) {
            assertThat(denial(replica, "r1")).isEqualTo("policy_not_loaded");
            awaitState(replica, State.FAILED);
            assertThat(status(replica).error()).startsWith("unreachable");
        }
    }

    @Test
    void a_deactivation_outlives_the_restart() {
        hadLoaded(granting("r1"));
        try (var edict = FakeControlPlane.started()) {
            edict.put(deactivated(ZONE, 4));
            try (var replica = Replicas.started(settings(edict).folder(folder), clocks.clocks())) {
                awaitSeq(replica, 4);
            }
        }

        try (var replica = startedWithEverythingDown()) {
            assertThat(denial(replica, "r1")).isEqualTo("no_active_policy_set");
        }
    }

    @Test
    void a_bundle_that_did_not_compile_is_not_what_comes_back() {
        hadLoaded(granting("r1"));
        try (var edict = FakeControlPlane.started()) {
            edict.activate(ZONE, 4, document("grants := 7"));
            try (var replica = Replicas.started(settings(edict).folder(folder), clocks.clocks())) {
                awaitState(replica, State.FAILED);
            }
        }

        try (var replica = startedWithEverythingDown()) {
            assertThat(allows(replica, "r1")).isTrue();
        }
    }

    @Test
    void the_control_plane_that_comes_back_is_followed() {
        hadLoaded(granting("r1"));
        try (var edict = FakeControlPlane.started()) {
            edict.feedDown(true);
            try (var replica = Replicas.started(settings(edict).folder(folder), clocks.clocks())) {
                assertThat(allows(replica, "r1")).isTrue();
                edict.activate(ZONE, 4, granting("r2"));

                edict.feedDown(false);

                awaitSeq(replica, 4);
                assertThat(allows(replica, "r1")).isFalse();
            }
        }
    }

    @Test
    void a_control_plane_that_is_behind_the_disk_does_not_bring_the_older_one_back() {
        hadLoaded(granting("r1"));
        try (var edict = FakeControlPlane.started()) {
            edict.activate(ZONE, 2, granting("r2"));
            try (var replica = Replicas.started(settings(edict).folder(folder), clocks.clocks())) {
                clocks.pass(Duration.ofMillis(1));
                awaitState(replica, State.FAILED);

                assertThat(allows(replica, "r2")).isFalse();
                clocks.pass(BUDGET);
                assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
            }
        }
    }
}

package dev.edict.replica;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.deactivated;
import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Replicas.ZONE;
import static dev.edict.replica.Replicas.allows;
import static dev.edict.replica.Replicas.awaitSeq;
import static dev.edict.replica.Replicas.awaitState;
import static dev.edict.replica.Replicas.denial;
import static dev.edict.replica.Replicas.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.JdbcBundleSource;
import dev.edict.replica.controlplane.ZoneChange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A replica that reads the enforcement tables instead of the HTTP API. */
@Tag("servers")
class ReadTablesTest {

    private final TestDatabase database = TestDatabase.empty();
    private final JdbcBundleSource source = new JdbcBundleSource(database.asSts());
    private final AtomicReference<Replica> replica = new AtomicReference<>();

    @AfterEach
    void close() {
        var started = replica.get();
        if (started != null) {
            started.close();
        }
    }

    private Replica started() {
        var started = Replicas.started(ReplicaSettings.from(source));
        replica.set(started);
        return started;
    }

    @Test
    void a_bundle_is_read_in_the_manifests_order() {
        var activated = bundle(ZONE, 1, granting("r2"), granting("r1"), granting("r3"));
        database.put(activated);

        assertThat(source.bundle(ZONE, null)).contains(activated);
        assertThat(source.bundle(ZONE, known(Bundle.neverActivated(ZONE)))).contains(activated);
    }

    @Test
    void a_bundle_that_is_known_is_not_read_again() {
        database.put(bundle(ZONE, 1, granting("r1")));

        assertThat(source.bundle(ZONE, known(bundle(ZONE, 1, granting("r1"))))).isEmpty();
    }

    @Test
    void another_bundle_under_the_known_activation_is_read() {
        var restored = bundle(ZONE, 1, granting("r2"));
        database.put(restored);

        assertThat(source.bundle(ZONE, known(bundle(ZONE, 1, granting("r1"))))).contains(restored);
    }

    private static ZoneChange known(Bundle bundle) {
        return BundleIdentity.of(bundle).change();
    }

    @Test
    void a_zone_without_any_activation_has_an_empty_bundle() {
        assertThat(source.bundle(ZONE, null)).contains(Bundle.neverActivated(ZONE));
        assertThat(source.bundle(ZONE, known(Bundle.neverActivated(ZONE)))).isEmpty();
    }

    @Test
    void a_zone_whose_activations_are_gone_is_not_unchanged() {
        assertThat(source.bundle(ZONE, known(deactivated(ZONE, 4)))).contains(Bundle.neverActivated(ZONE));
    }

    @Test
    void a_deactivation_is_read_as_a_bundle_of_nothing() {
        database.put(deactivated(ZONE, 2));

        assertThat(source.bundle(ZONE, null)).contains(deactivated(ZONE, 2));
    }

    @Test
    void changes_are_told_once_and_the_newest_of_each_zone() {
        database.put(bundle("a", 1, granting("r1")));
        database.put(bundle("b", 1, granting("r1")));
        var first = source.changes(null, Duration.ZERO);
        database.put(bundle("a", 2, granting("r2")));
        database.put(deactivated("a", 3));

        var second = source.changes(first.cursor(), Duration.ZERO);

        assertThat(first.changes()).extracting("zoneId").containsExactly("a", "b");
        assertThat(second.changes()).extracting("zoneId", "activationSeq").containsExactly(tuple("a", 3L));
        assertThat(source.changes(second.cursor(), Duration.ZERO).changes()).isEmpty();
    }

    /** The quickest of three, because it also looks each second. */
    @Test
    void a_waiting_question_is_answered_as_soon_as_something_is_committed() {
        var quickest =
                LongStream.rangeClosed(1, 3).map(this::nanosUntilAnswered).min();

        assertThat(Duration.ofNanos(quickest.orElseThrow())).isLessThan(Duration.ofMillis(400));
    }

    private long nanosUntilAnswered(long seq) {
        var cursor = source.changes(null, Duration.ZERO).cursor();
        var waiting = CompletableFuture.supplyAsync(() -> source.changes(cursor, Duration.ofSeconds(20)));
        await("the question listens").pollInterval(Duration.ofMillis(20)).until(() -> TestDatabase.listeners() > 0);
        var began = System.nanoTime();

        database.put(bundle(ZONE, seq, granting("r1")));

        assertThat(waiting.join().changes()).hasSize(1);
        return System.nanoTime() - began;
    }

    @Test
    void a_waiting_question_ends_without_a_change() {
        assertThat(source.changes("0", Duration.ofMillis(100)).changes()).isEmpty();
    }

    @Test
    void a_cursor_of_another_source_is_refused() {
        assertThatThrownBy(() -> source.changes("x", Duration.ZERO)).hasMessageContaining("invalid_cursor");
    }

    @Test
    void a_database_that_is_away_is_named() {
        assertThatThrownBy(() -> new JdbcBundleSource(away()).bundle(ZONE, null))
                .hasMessageContaining("postgres_unreachable");
    }

    private static DataSource away() {
        var away = new PGSimpleDataSource();
        away.setServerNames(new String[] {"127.0.0.1"});
        away.setPortNumbers(new int[] {FakeControlPlane.nowhere().getPort()});
        away.setConnectTimeout(1);
        return away;
    }

    @Test
    void a_replica_follows_activations_and_deactivations() {
        database.put(bundle(ZONE, 1, granting("r1")));
        var started = started();
        awaitSeq(started, 1);
        assertThat(allows(started, "r1")).isTrue();

        database.put(bundle(ZONE, 2, granting("r2")));
        awaitSeq(started, 2);
        assertThat(allows(started, "r1")).isFalse();

        database.put(deactivated(ZONE, 3));
        awaitSeq(started, 3);
        assertThat(denial(started, "r2")).isEqualTo("no_active_policy_set");
    }

    /** Whoever owns the tables can disable the triggers that keep contents as they were sealed. */
    @Test
    void a_content_that_was_changed_in_its_table_is_not_loaded() {
        var started = startedAtActivationOne();
        var next = bundle(ZONE, 2, granting("r2"));
        database.put(bundle("elsewhere", 1, granting("r2")));
        database.execute("update views.policy_versions set content = content || ' ' where id = '%s'"
                .formatted(next.policies().get(0).policyVersionId()));

        database.put(next);

        awaitRefusal(started, "does not have its hash");
    }

    @Test
    void a_manifest_that_was_changed_in_its_table_is_not_loaded() {
        var started = startedAtActivationOne();
        var next = bundle(ZONE, 2, granting("r2"), granting("r3"));
        database.put(bundle("elsewhere", 2, granting("r2"), granting("r3")));
        database.execute("update views.policy_set_versions set manifest_json = manifest_json - 1 where id = 'v2'");

        database.put(next);

        awaitRefusal(started, "do not have the manifest's hash");
    }

    @Test
    void a_manifest_with_a_missing_policy_version_is_not_loaded() {
        var started = startedAtActivationOne();
        var next = bundle(ZONE, 2, granting("r2"), granting("r3"));
        database.put(bundle("elsewhere", 2, granting("r2"), granting("r3")));
        database.execute("delete from views.policy_versions where id = '%s'"
                .formatted(next.policies().get(1).policyVersionId()));

        database.execute(
                """
                update views.governance set activation_seq = 2, version_id = 'v2', position = nextval('views.position')
                where zone_id = '%s'
                """
                        .formatted(ZONE));

        awaitRefusal(started, "a policy version is missing");
    }

    private Replica startedAtActivationOne() {
        database.put(bundle(ZONE, 1, granting("r1")));
        var started = started();
        awaitSeq(started, 1);
        return started;
    }

    private static void awaitRefusal(Replica started, String error) {
        awaitState(started, State.FAILED);
        assertThat(status(started).error()).contains(error);
        assertThat(allows(started, "r1")).isTrue();
    }
}

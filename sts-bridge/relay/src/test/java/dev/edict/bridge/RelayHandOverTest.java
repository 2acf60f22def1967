package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.HashSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readers may see 1 2 3 2, because a reload reads the active version; they must never see 1 3 2. */
@Tag("servers")
class RelayHandOverTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final TestRedis redis = TestRedis.up();
    private final Detour detour = Detour.to(redis.port());
    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
        detour.close();
        redis.close();
    }

    @Test
    void a_node_that_stands_still_inside_an_xadd_loses_its_zone_and_what_it_still_sends_changes_no_order() {
        database.registerZones("z1");
        database.activate("z1", 1);
        try (var pool = BridgeDatabase.poolThatGivesUpAfter(Duration.ofMillis(700))) {
            var standingStill = relayOnDetour(pool);
            awaitAllSent();
            detour.hold();
            database.activate("z1", 2);
            await().atMost(SOON).until(() -> Relays.isIn("invalidation-relay", "append"));
            database.activate("z1", 3, 5);

            var other = relays.start(database.pool(), redis.uri(), Relays.hardlyPolling());
            await("taken over").atMost(Duration.ofSeconds(5)).until(() -> database.unsent() == 0);
            assertThat(redis.dispatched()).containsExactly("z1:1", "z1:2", "z1:3", "z1:4", "z1:5");

            detour.release();
            await("the held entry arrives late")
                    .atMost(SOON)
                    .until(() -> redis.dispatched().size() == 6);
            assertThat(redis.dispatched()).endsWith("z1:5", "z1:2");
            assertThat(new HashSet<>(redis.entries())).hasSize(5);

            other.stop();
            database.activate("z1", 6);
            awaitAllSent();
            assertThat(redis.firstArrivals()).containsExactly("z1:1", "z1:2", "z1:3", "z1:4", "z1:5", "z1:6");
            standingStill.stop();
        }
    }

    @Test
    void a_database_connection_cut_between_xadd_and_mark_sends_the_same_entry_again_before_any_later_one() {
        database.registerZones("z1");
        database.activate("z1", 1);
        try (var pool = BridgeDatabase.poolNamed("to-be-cut-before-the-mark");
                var log = LogLines.of("org.springframework", Level.INFO)) {
            var relay = relayOnDetour(pool);
            awaitAllSent();
            detour.hold();
            database.activate("z1", 2, 4);
            await().atMost(SOON).until(() -> Relays.isIn("invalidation-relay", "append"));

            assertThat(database.cut("to-be-cut-before-the-mark")).isPositive();
            detour.release();

            awaitAllSent();
            assertThat(redis.dispatched()).containsExactly("z1:1", "z1:2", "z1:2", "z1:3", "z1:4");
            assertThat(redis.entries().get(2)).isEqualTo(redis.entries().get(1));
            assertThat(log.withStackTrace()).isEmpty();
            relay.stop();
        }
    }

    @Test
    void an_xadd_that_was_given_up_and_runs_late_is_followed_by_the_same_one_again_before_any_later_one() {
        database.registerZones("z1");
        database.activate("z1", 1);
        relays.start(database.pool(), redis.uri(), Relays.impatient());
        awaitAllSent();
        redis.freeze();
        database.activate("z1", 2, 4);
        await().atMost(SOON)
                .until(() -> database.row("z1:2").error().startsWith("Redis did not take the entry: no answer within"));

        redis.thaw();

        awaitAllSent();
        assertThat(redis.dispatched()).containsExactly("z1:1", "z1:2", "z1:2", "z1:3", "z1:4");
        assertThat(relays.failures("timeout")).isOne();
    }

    private InvalidationRelay relayOnDetour(DataSource pool) {
        return relays.start(
                pool,
                TestRedis.uriAt(detour.port()),
                Relays.with(100_000, Duration.ofSeconds(3), Duration.ofMillis(100), Duration.ofMillis(200)));
    }

    private void awaitAllSent() {
        await().atMost(SOON).until(() -> database.unsent() == 0);
    }
}

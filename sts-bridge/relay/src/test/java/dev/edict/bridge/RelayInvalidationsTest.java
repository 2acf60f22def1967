package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.edict.command.api.EventsAppended;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class RelayInvalidationsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final TestRedis redis = TestRedis.up();
    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
        redis.close();
    }

    @Test
    void an_activation_arrives_with_a_valid_signature() {
        database.registerZones("z1");
        var dispatchId = database.activate("z1", 1);

        startRelay(Relays.impatient());
        awaitAllSent();

        var entry = redis.entries().get(0);
        assertThat(entry)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "outbox_id", dispatchId,
                        "zone_id", "z1",
                        "policy_set_id", "s1",
                        "policy_set_version_id", "v1",
                        "activation_seq", "1",
                        "_sig", new StreamSignature(StreamKey.parse(Relays.KEY)).of(TestRedis.STREAM, entry)));
        assertThat(database.row(dispatchId).attempts()).isEqualTo(1);
    }

    @Test
    void a_row_is_signed_with_the_key_that_is_current_when_it_is_sent() {
        database.registerZones("z1");
        var key = new AtomicReference<>(StreamKey.parse(Relays.KEY));
        relays.start(database.pool(), redis.uri(), Relays.impatient(), key::get);
        database.activate("z1", 1);
        awaitAllSent();

        var rotated = StreamKey.parse("ff".repeat(32));
        key.set(rotated);
        database.activate("z1", 2);
        awaitAllSent();

        var entries = redis.entries();
        assertThat(entries.get(0))
                .containsEntry(
                        "_sig", new StreamSignature(StreamKey.parse(Relays.KEY)).of(TestRedis.STREAM, entries.get(0)));
        assertThat(entries.get(1))
                .containsEntry("_sig", new StreamSignature(rotated).of(TestRedis.STREAM, entries.get(1)));
    }

    @Test
    void a_deactivation_arrives_without_a_version() {
        database.registerZones("z1");
        database.deactivate("z1", 1);

        startRelay(Relays.impatient());
        awaitAllSent();

        assertThat(redis.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsKey("_sig").doesNotContainKey("policy_set_version_id"));
    }

    @Test
    void many_rows_of_several_zones_arrive_once_and_in_the_order_of_their_zone() {
        database.registerZones("z1", "z2", "z3");
        database.activate("z1", 1, 250);
        database.activate("z2", 1, 30);
        database.activate("z3", 1, 120);

        startRelay(Relays.impatient());
        awaitAllSent();

        assertOrder("z1", 250);
        assertOrder("z2", 30);
        assertOrder("z3", 120);
    }

    @Test
    void two_relays_on_one_database_send_every_row_once_and_in_order() {
        database.registerZones("z1", "z2", "z3", "z4");
        startRelay(Relays.impatient());
        startRelay(Relays.impatient());

        for (var zone : new String[] {"z1", "z2", "z3", "z4"}) {
            database.activate(zone, 1, 100);
        }
        awaitAllSent();

        for (var zone : new String[] {"z1", "z2", "z3", "z4"}) {
            assertOrder(zone, 100);
        }
        assertThat(redis.dispatched()).hasSize(400);
    }

    @Test
    void a_zone_held_by_another_node_is_left_alone_until_it_is_released() throws Exception {
        database.registerZones("z1", "z2");
        try (var other = database.pool().getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select 1 from bridge.relay_zone where zone_id = 'z1' for update");
                database.activate("z1", 1);
                database.activate("z2", 1);
                startRelay(Relays.impatient());
                await().atMost(SOON).until(() -> database.row("z2:1").sent());
                assertThat(database.row("z1:1").attempts()).isZero();
            }
            other.rollback();
        }
        awaitAllSent();
    }

    @Test
    void an_announced_row_arrives_long_before_the_next_poll() {
        database.registerZones("z1");
        var relay = startRelay(Relays.hardlyPolling());
        database.activate("z1", 1);
        relay.on(new EventsAppended());
        awaitAllSent();

        database.activate("z1", 2);
        relay.on(new EventsAppended());

        await().atMost(Duration.ofSeconds(5)).until(() -> redis.dispatched().contains("z1:2"));
    }

    @Test
    void sent_rows_are_counted_and_timed_from_their_change() {
        database.registerZones("z1");
        database.activate("z1", 1, 3);
        database.sql()
                .sql("update bridge.outbox set created_at = now() - activation_seq * interval '1 minute'")
                .update();

        startRelay(Relays.impatient());
        awaitAllSent();

        await().atMost(SOON).until(() -> relays.sent() == 3);
        assertThat(relays.delay().count()).isEqualTo(3);
        assertThat(relays.delay().max(TimeUnit.SECONDS)).isBetween(180.0, 200.0);
        assertThat(relays.delay().totalTime(TimeUnit.SECONDS)).isBetween(360.0, 420.0);
    }

    @Test
    void the_relay_continues_in_order_after_its_database_connections_are_cut_and_logs_one_line() {
        database.registerZones("z1");
        try (var pool = BridgeDatabase.poolNamed("relay-to-be-cut-off");
                var log = LogLines.of("dev.edict.bridge", Level.INFO);
                var springsLog = LogLines.of("org.springframework", Level.INFO)) {
            var relay = relays.start(pool, redis.uri(), Relays.impatient());
            for (var round = 0; round < 5; round++) {
                database.activate("z1", round * 40 + 1, round * 40 + 40);
                await("the relay to have a connection that can be cut")
                        .atMost(SOON)
                        .until(() -> database.cut("relay-to-be-cut-off") > 0);
                awaitAllSent();
            }
            relay.stop();

            assertThat(redis.firstArrivals())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 200)
                            .mapToObj(seq -> "z1:" + seq)
                            .toList());
            assertThat(log.at(Level.WARN)).hasSizeLessThanOrEqualTo(5);
            assertThat(log.withStackTrace()).isEmpty();
            assertThat(springsLog.withStackTrace()).isEmpty();
        }
    }

    @Test
    void a_database_outage_is_logged_once_and_everything_is_sent_after_it() {
        database.registerZones("z1");
        try (var detour = BridgeDatabase.detour();
                var pool = BridgeDatabase.poolThrough(detour);
                var log = LogLines.of(RelayStateLog.class, Level.DEBUG)) {
            var relay = relays.start(pool, redis.uri(), Relays.impatient());
            database.activate("z1", 1);
            awaitAllSent();

            detour.cut();
            database.activate("z1", 2, 20);
            await("several attempts have failed")
                    .atMost(SOON)
                    .until(() -> log.at(Level.DEBUG).stream()
                                    .filter(line -> line.startsWith("Invalidations still wait"))
                                    .count()
                            >= 3);
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("the outbox cannot be processed");
            detour.mend();

            await().atMost(Duration.ofSeconds(5)).until(() -> database.unsent() == 0);
            await().atMost(SOON).until(() -> log.at(Level.INFO).size() == 1);
            assertOrder("z1", 20);
            assertThat(log.withStackTrace()).isEmpty();
            relay.stop();
        }
    }

    @Test
    void a_row_that_failed_ten_thousand_times_is_still_tried() {
        database.registerZones("z1");
        database.activate("z1", 1, 2);
        database.sql()
                .sql("update bridge.outbox set attempts = 10000, last_error = 'no connection'")
                .update();

        startRelay(Relays.usual());

        awaitAllSent();
        assertOrder("z1", 2);
        assertThat(database.row("z1:1").attempts()).isEqualTo(10_001);
    }

    @Test
    void a_row_that_waits_for_its_next_attempt_is_not_overtaken_by_a_later_one() {
        database.registerZones("z1", "z2", "z3");
        database.activate("z1", 1, 3);
        database.activate("z2", 1, 2);
        database.activate("z3", 1);
        nextAttempt("z1:2", "1 hour");
        nextAttempt("z2:1", "1 hour");

        startRelay(Relays.impatient());
        await().atMost(SOON).until(() -> database.row("z3:1").sent());
        assertThat(redis.dispatched()).containsExactlyInAnyOrder("z1:1", "z3:1");

        nextAttempt("z1:2", "0");
        nextAttempt("z2:1", "0");
        awaitAllSent();
        assertOrder("z1", 3);
        assertOrder("z2", 2);
    }

    @Test
    void a_row_written_by_a_node_whose_clock_is_ahead_does_not_wait() {
        database.registerZones("z1");
        database.activate("z1", 1);
        database.sql()
                .sql("update bridge.outbox set next_attempt_at = now() + interval '5 minutes'")
                .update();

        startRelay(Relays.impatient());

        awaitAllSent();
    }

    @Test
    void an_id_outside_the_grammar_never_reaches_redis_says_why_and_lets_other_zones_pass() {
        database.registerZones("z1\nzone_id=z2", "z2");
        database.add("forged", "z1\nzone_id=z2", 1, "v1");
        database.activate("z2", 1);

        startRelay(Relays.impatient());

        await().atMost(SOON).until(() -> database.row("forged").attempts() > 1);
        var row = database.row("forged");
        assertThat(row.sent()).isFalse();
        assertThat(row.error()).contains("zone_id is not an id of the form");
        assertThat(relays.failures("unsignable")).isPositive();
        assertThat(row.nextAttemptAt()).isBefore(Instant.now().plusSeconds(5));
        await().atMost(SOON).until(() -> database.row("z2:1").sent());
        assertThat(redis.dispatched()).containsExactly("z2:1");
    }

    @Test
    void the_stream_is_trimmed_to_about_its_greatest_length() {
        database.registerZones("z1");
        database.activate("z1", 1, 400);

        startRelay(Relays.with(50, Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(1)));
        awaitAllSent();

        // Redis trims whole blocks of 100 entries.
        assertThat(redis.dispatched()).hasSizeBetween(50, 200).endsWith("z1:400");
    }

    private InvalidationRelay startRelay(BridgeProperties properties) {
        return relays.start(database.pool(), redis.uri(), properties);
    }

    private void nextAttempt(String dispatchId, String fromNow) {
        database.sql()
                .sql("update bridge.outbox set attempts = 1, next_attempt_at = now() + ?::interval where id = ?")
                .params(fromNow, dispatchId)
                .update();
    }

    private void awaitAllSent() {
        await().atMost(SOON).until(() -> database.unsent() == 0);
    }

    private void assertOrder(String zone, int rows) {
        assertThat(redis.dispatched().stream().filter(id -> id.startsWith(zone + ":")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, rows)
                        .mapToObj(seq -> zone + ":" + seq)
                        .toList());
    }
}

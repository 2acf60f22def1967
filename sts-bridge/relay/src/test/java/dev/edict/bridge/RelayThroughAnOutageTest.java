package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.edict.command.api.EventsAppended;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class RelayThroughAnOutageTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration WITHIN_THE_PROMISE = Duration.ofSeconds(5);
    private static final Comparator<String> BY_SEQUENCE =
            Comparator.comparingInt(id -> Integer.parseInt(id.substring(id.indexOf(':') + 1)));

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final TestRedis redis = TestRedis.down();
    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
        redis.close();
    }

    @Test
    void while_redis_is_down_the_oldest_row_of_every_zone_has_the_reason_and_stays_due() {
        database.registerZones("z1", "z2");
        database.activate("z1", 1, 2);
        database.activate("z2", 1);

        startRelay(Relays.impatient());

        await().atMost(SOON).until(() -> database.row("z2:1").attempts() >= 3);
        assertThat(List.of(database.row("z1:1"), database.row("z2:1"))).allSatisfy(row -> {
            assertThat(row.sent()).isFalse();
            assertThat(row.error()).startsWith("Redis cannot be reached").containsIgnoringCase("refused");
        });
        assertThat(database.row("z1:2").attempts()).isZero();
        assertThat(relays.failures("unreachable")).isGreaterThanOrEqualTo(3);
        assertThat(relays.sent()).isZero();
    }

    @Test
    void an_outage_and_its_end_are_logged_once_each() {
        database.registerZones("z1");
        database.activate("z1", 1);
        try (var log = LogLines.of("dev.edict.bridge", Level.INFO)) {
            startRelay(Relays.impatient());
            await().atMost(SOON).until(() -> database.row("z1:1").attempts() >= 4);
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("Redis cannot be reached");

            redis.start();
            awaitAllSent();

            await().atMost(SOON).until(() -> log.at(Level.INFO).stream()
                    .anyMatch(line -> line.startsWith("Invalidations are sent again")));
            assertThat(log.at(Level.WARN)).hasSize(1);
            assertThat(log.withStackTrace()).isEmpty();
        }
    }

    @Test
    void five_seconds_after_a_closed_port_is_open_again_everything_is_sent_however_long_it_was_closed() {
        database.registerZones("z1", "z2");
        database.activate("z1", 1, 25);
        database.activate("z2", 1, 25);
        database.sql().sql("update bridge.outbox set attempts = 10000").update();
        startRelay(Relays.usual());
        await("the pauses are at their longest")
                .atMost(SOON)
                .until(() -> database.row("z1:1").attempts() >= 10_004);

        redis.start();

        await().atMost(WITHIN_THE_PROMISE).until(() -> database.unsent() == 0);
        assertInOrder("z1", 25);
        assertInOrder("z2", 25);
    }

    @Test
    void five_seconds_after_a_silent_redis_speaks_again_everything_is_sent_in_order() {
        redis.start();
        database.registerZones("z1", "z2");
        database.activate("z1", 1);
        startRelay(Relays.usual());
        awaitAllSent();
        redis.freeze();
        database.activate("z1", 2, 50);
        database.activate("z2", 1, 50);
        await("an entry and several connections were given up")
                .atMost(SOON)
                .until(() -> database.row("z2:1").attempts() >= 3);
        assertThat(database.unsent()).isEqualTo(99);

        redis.thaw();

        await().atMost(WITHIN_THE_PROMISE).until(() -> database.unsent() == 0);
        assertThat(redis.firstArrivals().stream().filter(id -> id.startsWith("z1:")))
                .hasSize(50)
                .isSortedAccordingTo(BY_SEQUENCE);
        assertThat(redis.firstArrivals().stream().filter(id -> id.startsWith("z2:")))
                .hasSize(50)
                .isSortedAccordingTo(BY_SEQUENCE);
    }

    @Test
    void five_seconds_after_a_full_redis_has_room_again_everything_is_sent_in_order() {
        redis.start("maxmemory-policy noeviction");
        database.registerZones("z1", "z2");
        startRelay(Relays.usual());
        redis.call(commands -> commands.set("ballast", "x".repeat(4 << 20)));
        redis.call(commands -> commands.configSet("maxmemory", "3mb"));
        database.activate("z1", 1, 30);
        database.activate("z2", 1, 30);
        await().atMost(SOON).until(() -> database.row("z1:1").attempts() >= 4);
        assertThat(List.of(database.row("z1:1"), database.row("z2:1")))
                .allSatisfy(row -> assertThat(row.error()).startsWith("Redis did not take the entry: OOM"));
        assertThat(relays.failures("refused")).isGreaterThanOrEqualTo(4);
        assertThat(redis.dispatched()).isEmpty();

        redis.call(commands -> commands.configSet("maxmemory", "64mb"));

        await().atMost(WITHIN_THE_PROMISE).until(() -> database.unsent() == 0);
        assertInOrder("z1", 30);
        assertInOrder("z2", 30);
        assertThat(database.row("z1:1").lastError()).isNull();
    }

    @Test
    void once_redis_is_back_everything_arrives_in_order() {
        database.registerZones("z1", "z2");
        database.activate("z1", 1, 20);
        startRelay(Relays.impatient());
        await().atMost(SOON).until(() -> database.row("z1:1").attempts() > 0);
        database.activate("z2", 1, 20);

        redis.start();

        awaitAllSent();
        assertInOrder("z1", 20);
        assertInOrder("z2", 20);
        assertThat(database.row("z1:1").lastError()).isNull();
    }

    @Test
    void rows_committed_while_redis_was_away_for_a_moment_follow_when_it_is_back() {
        redis.start();
        database.registerZones("z1");
        database.activate("z1", 1, 5);
        startRelay(Relays.impatient());
        awaitAllSent();

        redis.stop();
        database.activate("z1", 6, 10);
        await().atMost(SOON).until(() -> database.row("z1:6").attempts() > 0);
        redis.start();

        awaitAllSent();
        assertThat(redis.dispatched()).containsExactly("z1:6", "z1:7", "z1:8", "z1:9", "z1:10");
    }

    @Test
    void an_outage_does_not_become_a_storm_of_attempts_when_rows_keep_coming() {
        database.registerZones("z1");
        database.activate("z1", 1);
        startRelay(Relays.with(1_000, Duration.ofMillis(500), Duration.ofMillis(20), Duration.ofSeconds(30)));
        await().atMost(SOON).until(() -> database.row("z1:1").attempts() > 0);

        database.activate("z1", 2, 200);

        // One attempt a second at most; the inserts and this wait take far less than five.
        await().pollDelay(Duration.ofSeconds(1)).atMost(SOON).until(() -> database.unsent() == 200);
        assertThat(database.row("z1:1").attempts()).isLessThan(6);
    }

    @Test
    void an_entry_that_redis_does_not_answer_in_time_is_sent_again_before_any_later_one() {
        redis.start();
        database.registerZones("z1");
        database.activate("z1", 1);
        startRelay(Relays.impatient());
        awaitAllSent();
        redis.pauseWrites(Duration.ofSeconds(2));

        database.activate("z1", 2, 5);

        await().atMost(SOON).until(() -> database.row("z1:2").error().contains("no answer within 500 ms"));
        awaitAllSent();
        assertThat(redis.dispatched()).containsExactly("z1:1", "z1:2", "z1:3", "z1:4", "z1:5");
    }

    @Test
    void a_redis_that_is_full_keeps_the_row_waiting_until_there_is_room() {
        redis.start("maxmemory 1", "maxmemory-policy noeviction");
        database.registerZones("z1", "z2");
        database.activate("z1", 1);
        database.activate("z2", 1);
        startRelay(Relays.impatient());
        await().atMost(SOON)
                .until(() -> database.row("z1:1").error().contains("OOM")
                        && database.row("z2:1").error().contains("OOM"));

        redis.call(commands -> commands.configSet("maxmemory", "0"));

        awaitAllSent();
        assertThat(redis.dispatched()).containsExactlyInAnyOrder("z1:1", "z2:1");
    }

    @Test
    void a_wrong_password_is_reported_without_its_text() {
        redis.start("requirepass right-password");
        database.registerZones("z1");
        database.activate("z1", 1);
        var uri = RedisURI.builder(redis.uri())
                .withPassword("wrong-password".toCharArray())
                .build();

        relays.start(database.pool(), uri, Relays.impatient());

        await().atMost(SOON).until(() -> database.row("z1:1").error().contains("WRONGPASS"));
        assertThat(database.row("z1:1").error())
                .startsWith("Redis cannot be reached")
                .doesNotContain("wrong-password");
    }

    @Test
    void stopping_in_the_middle_of_an_outage_takes_less_than_five_seconds() {
        database.registerZones("z1");
        database.activate("z1", 1);
        var relay = startRelay(Relays.hardlyPolling());
        await().atMost(SOON).until(() -> database.row("z1:1").attempts() > 0);

        var before = System.nanoTime();
        relay.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(relay.isRunning()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("invalidation-relay"));
    }

    @Test
    void stopping_while_an_entry_is_on_its_way_waits_for_it() {
        redis.start();
        database.registerZones("z1");
        database.activate("z1", 1);
        var relay = startRelay(Relays.hardlyPolling());
        awaitAllSent();
        redis.pauseWrites(Duration.ofMillis(1_500));
        database.activate("z1", 2, 3);
        relay.on(new EventsAppended());
        await().atMost(SOON).until(() -> Relays.isIn("invalidation-relay", "append"));

        relay.stop();

        assertThat(database.row("z1:2").sent()).isTrue();
        assertThat(database.row("z1:3").sent()).isFalse();
        assertThat(redis.dispatched()).containsExactly("z1:1", "z1:2");
    }

    private InvalidationRelay startRelay(BridgeProperties properties) {
        return relays.start(database.pool(), redis.uri(), properties);
    }

    private void awaitAllSent() {
        await().atMost(SOON).until(() -> database.unsent() == 0);
    }

    private void assertInOrder(String zone, int rows) {
        assertThat(redis.dispatched().stream().filter(id -> id.startsWith(zone + ":")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, rows)
                        .mapToObj(seq -> zone + ":" + seq)
                        .toList());
    }
}

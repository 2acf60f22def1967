package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The controls of rows R1, R2, R3, R6, R10 and R11 of the fault catalogue: publishers that lack one guard of the relay
 * each. The check that the relay passes finds what goes wrong without it.
 */
@Tag("servers")
class PublishWithoutGuardsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> CHANGES = List.of("z1:1", "z1:2", "z1:3", "z1:4");

    private final TestRedis redis = TestRedis.down();
    private final BridgeDatabase database = BridgeDatabase.empty();
    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
        redis.close();
    }

    /** As Caracal's outbox does after 100 attempts (contract §5). */
    @Test
    void were_a_row_given_up_after_some_attempts_it_would_be_missing() {
        IntStream.range(0, 3).forEach(n -> sentWithin(5, CHANGES.get(n)));
        redis.start();
        assertThat(sentWithin(5, "z1:4")).isTrue();

        assertThat(faults()).containsExactly("z1:1 is missing", "z1:2 is missing", "z1:3 is missing");
    }

    @Test
    void the_relay_gives_nothing_up_in_the_same_outage() {
        database.registerZones("z1");
        database.activate("z1", 1, 3);
        relays.start(database.pool(), redis.uri(), Relays.impatient());
        await().atMost(SOON).until(() -> database.row("z1:1").attempts() > 5);
        redis.start();
        database.activate("z1", 4);

        await().atMost(SOON).until(() -> database.unsent() == 0);
        assertThat(faults()).isEmpty();
    }

    /** It dies between the mark and the entry; the next process begins with what is unmarked. */
    @Test
    void were_a_row_marked_before_it_is_sent_a_crash_would_lose_it() {
        redis.start();
        var unmarked = new ArrayList<>(CHANGES);
        add(unmarked.remove(0));
        unmarked.remove(0);

        unmarked.forEach(this::add);

        assertThat(faults()).containsExactly("z1:2 is missing");
    }

    /** It dies between the entry and the mark, and the next process does not begin with the oldest unmarked row. */
    @Test
    void were_a_row_sent_again_later_than_the_next_one_it_would_be_overtaken() {
        redis.start();
        add("z1:1");
        add("z1:3");
        add("z1:2");
        add("z1:4");

        assertThat(faults()).containsExactly("z1:2 comes after z1:3");
    }

    @Test
    void a_row_that_is_sent_twice_before_the_next_one_or_again_behind_it_is_no_fault() {
        redis.start();
        List.of("z1:1", "z1:2", "z1:2", "z1:3", "z1:4", "z1:2").forEach(this::add);

        assertThat(faults()).isEmpty();
    }

    /** Lettuce by itself connects again and sends what was not answered, even if its caller waits no longer. */
    @Test
    void were_commands_replayed_by_the_client_an_entry_that_was_given_up_would_arrive_behind_a_later_one()
            throws Exception {
        redis.start();
        try (var detour = Detour.to(redis.port());
                var replaying = RedisClient.create(TestRedis.uriAt(detour.port()));
                var connection = replaying.connect()) {
            connection.sync().xadd(TestRedis.STREAM, entry("z1:1"));
            detour.cut();
            var unanswered = connection.async().xadd(TestRedis.STREAM, entry("z1:2"));
            assertThat(unanswered.await(300, TimeUnit.MILLISECONDS)).isFalse();
            add("z1:3");
            add("z1:4");
            detour.mend();

            await("the client to connect again").atMost(SOON).until(() -> redis.dispatched()
                    .contains("z1:2"));
        }
        assertThat(faults()).containsExactly("z1:2 comes after z1:4");
    }

    @Test
    void were_a_refusal_of_a_full_redis_taken_for_an_answer_the_entry_would_be_missing() {
        redis.start("maxmemory 1", "maxmemory-policy noeviction");
        CHANGES.forEach(change -> sentWithin(1, change));
        redis.configure("maxmemory", "0");

        assertThat(faults()).hasSize(4);
    }

    /** What {@code LosePermissionTest} counts for the relay. */
    @Test
    void without_a_pause_an_outage_would_be_a_storm_of_attempts() {
        redis.start("requirepass right-password");
        var began = System.nanoTime();
        var attempts = 0;
        while (Duration.ofNanos(System.nanoTime() - began).toMillis() < 500) {
            sentWithin(1, "z1:1");
            attempts++;
        }
        assertThat(attempts).isGreaterThan(LosePermissionTest.MOST_ATTEMPTS);
    }

    private boolean sentWithin(int attempts, String change) {
        for (var attempt = 0; attempt < attempts; attempt++) {
            try {
                add(change);
                return true;
            } catch (RedisException e) {
                // the next attempt, until there is none
            }
        }
        return false;
    }

    private void add(String change) {
        redis.call(commands -> commands.xadd(TestRedis.STREAM, entry(change)));
    }

    private static Map<String, String> entry(String change) {
        return Map.of("outbox_id", change);
    }

    private List<String> faults() {
        return Arrivals.faults(CHANGES, redis.dispatched());
    }
}

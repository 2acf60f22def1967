package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row R3 of the fault catalogue: longer than Caracal's outbox keeps trying, by clocks that the test moves. */
@Tag("servers")
class RedisAwayForHoursTest {

    private static final Duration OUTAGE = Duration.ofHours(3);
    private static final int ROWS = 1_000;
    private static final Duration DRAINED = Duration.ofSeconds(11);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration NOTICED = Duration.ofSeconds(60);

    /** The relay attempts one row a second at most, for half of the time. */
    private static final int ATTEMPTS = (int) OUTAGE.toSeconds() / 2;

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final TestRedis redis = TestRedis.down();
    private final Relays relays = new Relays();
    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OutboxWatch watch = new OutboxWatch(database.pool(), meters, nanos::get);

    @AfterEach
    void close() {
        relays.close();
        redis.close();
    }

    @Test
    void nothing_is_given_up_in_three_hours_and_a_thousand_rows_follow_within_eleven_seconds() {
        database.registerZones("z1", "z2");
        database.activate("z1", 1, ROWS / 2);
        database.activate("z2", 1, ROWS / 2);
        relays.start(database.pool(), redis.uri(), Relays.usual());
        await("the outage is noticed")
                .atMost(SOON)
                .until(() -> database.row("z1:1").attempts() > 0);

        passed(OUTAGE);

        await("it is still tried").atMost(SOON).until(() -> database.row("z1:1").attempts() > ATTEMPTS);
        assertThat(database.unsent()).isEqualTo(ROWS);
        redis.start();
        var back = System.nanoTime();
        await("all is sent").atMost(DRAINED).pollInterval(Duration.ofMillis(20)).until(() -> database.unsent() == 0);
        System.out.printf(
                "%d rows after %s: %d ms%n",
                ROWS, OUTAGE, Duration.ofNanos(System.nanoTime() - back).toMillis());
        assertThat(Arrivals.faults(changes(), redis.dispatched())).isEmpty();
    }

    @Test
    void an_operator_hears_of_it_within_a_minute() {
        database.registerZones("z1");
        database.activate("z1", 1);
        try (var log = LogLines.of(OutboxWatch.class, Level.WARN)) {
            watch.look();
            assertThat(log.at(Level.WARN)).isEmpty();

            passed(NOTICED.minusSeconds(1));
            watch.look();

            assertThat(log.at(Level.WARN)).hasSize(1);
            assertThat(meters.get("edict.outbox.oldest.age").gauge().value()).isGreaterThan(30);
            passed(OUTAGE);
            watch.look();
            assertThat(log.at(Level.WARN)).hasSize(2);
            assertThat(meters.get("edict.outbox.oldest.age").gauge().value())
                    .isGreaterThan((double) OUTAGE.toSeconds());
        }
    }

    /** For the rows by the database's clock, for the watch by its own. */
    private void passed(Duration time) {
        nanos.addAndGet(time.toNanos());
        database.sql()
                .sql(
                        """
                        update bridge.outbox
                        set created_at = created_at - :time::interval,
                            next_attempt_at = next_attempt_at - :time::interval,
                            attempts = case when attempts > 0 then attempts + :attempts else 0 end
                        """)
                .param("time", time.toSeconds() + " seconds")
                .param("attempts", ATTEMPTS)
                .update();
    }

    private static List<String> changes() {
        return List.of("z1", "z2").stream()
                .flatMap(zone -> IntStream.rangeClosed(1, ROWS / 2).mapToObj(seq -> zone + ":" + seq))
                .toList();
    }
}

package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@Tag("servers")
class WatchOutboxTest {

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LogLines log = LogLines.of(OutboxWatch.class, Level.INFO);
    private long now;
    private final OutboxWatch watch = new OutboxWatch(database.pool(), meters, () -> now);

    @AfterEach
    void close() {
        log.close();
        meters.close();
    }

    @Test
    void an_empty_outbox_has_nothing_pending_and_no_age() {
        database.activate("z1", 1);
        database.sql().sql("update bridge.outbox set sent_at = now()").update();
        watch.look();

        assertThat(scraped("edict_outbox_pending")).isZero();
        assertThat(scraped("edict_outbox_oldest_age_seconds")).isZero();
    }

    @Test
    void unsent_rows_are_counted_and_the_age_of_the_oldest_is_measured() {
        database.activate("z1", 1, 3);
        age("z1:2", "20 seconds");
        watch.look();

        assertThat(scraped("edict_outbox_pending")).isEqualTo(3);
        assertThat(scraped("edict_outbox_oldest_age_seconds")).isCloseTo(20, Offset.offset(5.0));
        assertThat(log.at(Level.WARN)).isEmpty();
    }

    @Test
    void the_age_grows_while_the_database_is_unreachable() {
        database.activate("z1", 1);
        watch.look();
        passes(Duration.ofSeconds(100));

        assertThat(scraped("edict_outbox_oldest_age_seconds")).isCloseTo(100, Offset.offset(5.0));
    }

    @Test
    void a_change_from_a_node_whose_clock_is_ahead_has_waited_for_no_time() {
        database.activate("z1", 1);
        age("z1:1", "-1 hour");
        watch.look();

        assertThat(scraped("edict_outbox_oldest_age_seconds")).isZero();
    }

    @Test
    void dashboards_made_for_caracal_find_the_names_they_ask_for() {
        database.activate("z1", 1, 3);
        age("z1:1", "20 seconds");
        watch.look();

        assertThat(scraped("caracal_api_outbox_pending_total")).isEqualTo(3);
        assertThat(scraped("caracal_api_outbox_oldest_pending_age_seconds")).isCloseTo(20, Offset.offset(5.0));
        assertThat(scraped("caracal_api_outbox_dead_total")).isZero();
        assertThat(scraped("caracal_api_outbox_oldest_dead_age_seconds")).isZero();

        database.sql().sql("update bridge.outbox set sent_at = now()").update();
        watch.look();
        assertThat(scraped("caracal_api_outbox_pending_total")).isZero();
    }

    @Test
    void a_row_that_waits_for_more_than_thirty_seconds_is_logged_once_and_then_every_minute() {
        database.activate("z1", 1, 2);
        database.sql()
                .sql("update bridge.outbox set attempts = 7, last_error = 'no connection'")
                .update();
        age("z1:1", "31 seconds");

        watch.look();
        watch.look();
        assertThat(log.at(Level.WARN))
                .singleElement()
                .asString()
                .startsWith("2 invalidations wait, the oldest for 31 s after 7 attempts: ")
                .endsWith("zone=z1 policySet=s1 version=v1 dispatch=z1:1 request=r1: no connection");

        passes(Duration.ofSeconds(59));
        watch.look();
        assertThat(log.at(Level.WARN)).hasSize(1);
        passes(Duration.ofSeconds(1));
        watch.look();
        assertThat(log.at(Level.WARN)).hasSize(2);
        assertThat(log.at(Level.INFO)).isEmpty();

        database.sql().sql("update bridge.outbox set sent_at = now()").update();
        watch.look();
        watch.look();
        assertThat(log.at(Level.INFO)).hasSize(1);
    }

    @Test
    void a_failed_sample_keeps_the_previous_values() {
        database.activate("z1", 1);
        try (var detour = BridgeDatabase.detour();
                var pool = BridgeDatabase.poolThrough(detour)) {
            var own = new SimpleMeterRegistry();
            var cutOff = new OutboxWatch(pool, own, () -> now);
            cutOff.look();
            detour.cut();

            assertThatThrownBy(cutOff::look).isInstanceOf(DataAccessException.class);

            assertThat(own.get("edict.outbox.pending").gauge().value()).isOne();
        }
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private void age(String dispatchId, String age) {
        database.sql()
                .sql("update bridge.outbox set created_at = now() - ?::interval where id = ?")
                .params(age, dispatchId)
                .update();
    }

    private double scraped(String name) {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not shown"));
    }
}

package dev.edict.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("servers")
@ExtendWith(OutputCaptureExtension.class)
class MonthHousekeepingTest {

    private final RetainedMonths months = new RetainedMonths();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RetentionMeters meters = new RetentionMeters(months.pool(), registry);
    private final AtomicInteger days = new AtomicInteger(36_500);
    private final AtomicInteger failures = new AtomicInteger();

    private final MonthHousekeeping housekeeping = new MonthHousekeeping(
            new RetentionRound(new RetentionSession(months.pool()), this::retention, months.records),
            meters,
            Duration.ofMillis(50));

    private int retention() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the retention cannot be read");
        }
        return days.get();
    }

    @AfterEach
    void stop() {
        housekeeping.stop();
    }

    @Test
    void a_shortened_retention_takes_effect_while_it_runs() {
        months.events("z1", "2024-03", 8);
        housekeeping.start();
        await("that it runs").during(Duration.ofMillis(300)).until(housekeeping::isRunning);
        assertThat(months.months()).containsKey("2024-03");
        days.set(30);
        await("that the month is dropped").until(() -> !months.months().containsKey("2024-03"));
        housekeeping.stop();
        assertThat(housekeeping.isRunning()).isFalse();
    }

    @Test
    void a_node_asks_for_the_retention_three_times_a_minute() {
        assertThat(MonthHousekeeping.ROUND_EVERY).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void a_trouble_is_one_line_in_the_log_however_long_it_lasts(CapturedOutput output) {
        failures.set(5);
        housekeeping.start();
        await("that it works again").untilAsserted(() -> assertThat(output).contains("Could make and drop months"));
        assertThat(output)
                .containsOnlyOnce(
                        "Could not make and drop months of decisions, trying again: the retention cannot be read");
        assertThat(registry.counter("edict.audit.retention.failures").count()).isEqualTo(5);
    }

    @Test
    void measures_months_the_oldest_event_and_the_last_drop() {
        assertThat(gauge("edict.audit.months")).isNaN();
        months.events("z1", "2024-03", 8);
        months.events("z2", "2024-04", 8);
        months.events("z1", "2024-04", 8);
        months.sql()
                .sql("update bridge.audit_events set occurred_at = '2024-04-01 00:00:00.5Z' where id = 'z2-2024-04-1'")
                .update();
        months.sql()
                .sql("delete from bridge.audit_events where zone_id = 'z1' and occurred_at < '2024-04-01 00:00:01Z'"
                        + " and occurred_at >= '2024-04-01Z' or id = 'z2-2024-04-2'")
                .update();
        meters.look();
        assertThat(gauge("edict.audit.oldest.event")).isEqualTo(1_709_251_200);
        assertThat(gauge("edict.audit.last.drop")).isNaN();
        var monthsBefore = gauge("edict.audit.months");

        months.retainFrom("2024-04-10T00:00:00Z");
        meters.look();
        // June to September came, and March went.
        assertThat(gauge("edict.audit.months")).isEqualTo(monthsBefore + 4 - 1);
        assertThat(gauge("edict.audit.oldest.event")).isEqualTo(1_711_929_600.5);
        assertThat(gauge("edict.audit.last.drop")).isBetween(0.0, 5.0);
    }

    @Test
    void there_is_no_oldest_event_before_the_first() {
        meters.look();
        assertThat(gauge("edict.audit.oldest.event")).isNaN();
        assertThat(gauge("edict.audit.months")).isGreaterThanOrEqualTo(4);
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}

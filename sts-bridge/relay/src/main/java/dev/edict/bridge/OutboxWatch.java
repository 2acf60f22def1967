package dev.edict.bridge;

import dev.edict.bridge.redis.LogSafeText;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Samples the outbox periodically. The gauges read the sample and do not query the database; the log warns about
 * invalidations that wait for too long.
 */
final class OutboxWatch {

    private static final Logger log = LoggerFactory.getLogger(OutboxWatch.class);

    private static final double TOO_LONG_SECONDS = 30;
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final JdbcClient bridge;
    private final LongSupplier nanoTime;
    private volatile Sample sample;
    private @Nullable Long warnedAt;

    OutboxWatch(DataSource backgroundPool, MeterRegistry meters, LongSupplier nanoTime) {
        this.bridge = JdbcClient.create(backgroundPool);
        this.nanoTime = nanoTime;
        this.sample = new Sample(0, 0, nanoTime.getAsLong());
        gauge(meters, "edict.outbox.pending", OutboxWatch::pending, "Invalidations that wait to be sent");
        Gauge.builder("edict.outbox.oldest.age", this, OutboxWatch::oldestAge)
                .baseUnit("seconds")
                .description("How long the oldest unsent invalidation has waited")
                .register(meters);
        registerContractNames(meters);
    }

    /** The metrics that dashboards for Caracal read (contract §1.7). */
    private void registerContractNames(MeterRegistry meters) {
        // Not gauges: Prometheus reserves the suffix _total for counters, and the registry would remove it.
        counter(meters, "caracal_api_outbox_pending_total", OutboxWatch::pending, "The same as edict_outbox_pending");
        counter(meters, "caracal_api_outbox_dead_total", OutboxWatch::dead, "Always 0: attempts are not limited");
        gauge(
                meters,
                "caracal_api_outbox_oldest_pending_age_seconds",
                OutboxWatch::oldestAge,
                "The same as edict_outbox_oldest_age_seconds");
        gauge(
                meters,
                "caracal_api_outbox_oldest_dead_age_seconds",
                OutboxWatch::dead,
                "Always 0: attempts are not limited");
    }

    void look() {
        var oldest = bridge.sql(
                        """
                        select (select count(*) from bridge.outbox where sent_at is null) as pending,
                               greatest(0, extract(epoch from clock_timestamp() - created_at)) as age_seconds,
                               id, zone_id, policy_set_id, policy_set_version_id as version_id, request_id,
                               attempts, last_error
                        from bridge.outbox
                        where sent_at is null
                        order by created_at, zone_id, activation_seq
                        limit 1
                        """)
                .query(Oldest.class)
                .optional()
                .orElse(null);
        sample = oldest == null
                ? new Sample(0, 0, nanoTime.getAsLong())
                : new Sample(oldest.pending(), oldest.ageSeconds(), nanoTime.getAsLong());
        if (oldest != null && oldest.ageSeconds() > TOO_LONG_SECONDS) {
            warn(oldest);
        } else if (warnedAt != null) {
            warnedAt = null;
            log.info("No invalidation waits for more than {} s now", (long) TOO_LONG_SECONDS);
        }
    }

    private void warn(Oldest oldest) {
        var now = nanoTime.getAsLong();
        if (warnedAt != null && now - warnedAt < REMINDER.toNanos()) {
            return;
        }
        warnedAt = now;
        log.warn(
                "{} invalidations wait, the oldest for {} s after {} attempts: {}: {}",
                oldest.pending(),
                (long) oldest.ageSeconds(),
                oldest.attempts(),
                oldest.describe(),
                oldest.lastError() == null ? "not tried yet" : LogSafeText.plain(oldest.lastError()));
    }

    private double pending() {
        return sample.pending();
    }

    /** Grows while the database is unreachable, because nothing can be sent then either. */
    private double oldestAge() {
        var last = sample;
        return last.pending() == 0 ? 0 : last.oldestAgeSeconds() + (nanoTime.getAsLong() - last.takenAt()) / 1e9;
    }

    private double dead() {
        return 0;
    }

    private void gauge(MeterRegistry meters, String name, ToDoubleFunction<OutboxWatch> value, String description) {
        Gauge.builder(name, this, value).description(description).register(meters);
    }

    private void counter(MeterRegistry meters, String name, ToDoubleFunction<OutboxWatch> value, String description) {
        FunctionCounter.builder(name, this, value).description(description).register(meters);
    }

    private record Sample(long pending, double oldestAgeSeconds, long takenAt) {}

    private record Oldest(
            long pending,
            double ageSeconds,
            String id,
            String zoneId,
            String policySetId,
            @Nullable String versionId,
            String requestId,
            int attempts,
            @Nullable String lastError) {

        String describe() {
            return LogSafeText.invalidation(zoneId, policySetId, versionId, id, requestId);
        }
    }
}

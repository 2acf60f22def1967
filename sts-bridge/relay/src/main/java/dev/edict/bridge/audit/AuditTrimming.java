package dev.edict.bridge.audit;

import dev.edict.bridge.redis.FailureKind;
import dev.edict.bridge.redis.LogSafeText;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.redis.RedisLink;
import dev.edict.bridge.redis.StreamFailure;
import dev.edict.bridge.redis.StreamTrimming;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Trims the audit's stream while the application runs, on a thread and a connection of its own. Full of audit, Redis
 * would take no invalidations. Several nodes may do it at once.
 */
final class AuditTrimming implements HealthIndicator, SmartLifecycle {

    /** Degraded: decisions are recorded, and their stream grows. */
    static final Status NOT_PERMITTED = new Status("NOT_PERMITTED", "the audit's stream cannot be trimmed");

    /** Above this, somebody has to look at the consumer groups. */
    static final long LONG = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(AuditTrimming.class);

    private static final int PHASE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofMillis(3_500);

    private final RedisAddress redis;
    private final AuditStreamProperties properties;
    private final StreamTrimming trimming;
    private final long tooLong;
    private final Counter trimmed;
    private volatile double entries = Double.NaN;
    private volatile List<String> forbidden = List.of();
    private volatile @Nullable Running running;
    private boolean isTooLong;
    private @Nullable String trouble;

    AuditTrimming(RedisAddress redis, AuditStreamProperties properties, MeterRegistry meters) {
        this(redis, properties, meters, LONG);
    }

    AuditTrimming(RedisAddress redis, AuditStreamProperties properties, MeterRegistry meters, long tooLong) {
        this.redis = redis;
        this.properties = properties;
        this.trimming = new StreamTrimming(properties.stream(), properties.maxLength());
        this.tooLong = tooLong;
        Gauge.builder("edict.audit.stream.entries", this, own -> own.entries)
                .description("Decision audit events in the stream; NaN while Redis does not tell")
                .register(meters);
        this.trimmed = Counter.builder("edict.audit.stream.trimmed")
                .description("Decision audit events that this node removed from the stream")
                .register(meters);
    }

    @Override
    public Health health() {
        return forbidden.isEmpty()
                ? Health.up().build()
                : Health.status(NOT_PERMITTED)
                        .withDetail("not_permitted", forbidden)
                        .build();
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            var stopping = new CountDownLatch(1);
            var thread = new Thread(() -> trim(stopping), "audit-stream-trimming");
            thread.setDaemon(true);
            running = new Running(thread, stopping);
            thread.start();
        }
    }

    @Override
    public synchronized void stop() {
        var current = running;
        running = null;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void trim(CountDownLatch stopping) {
        try (var link = new RedisLink(redis, properties.stream(), TIMEOUT, TIMEOUT)) {
            do {
                trimSafely(link);
            } while (!stopping.await(properties.trimInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The loop survives any failure. */
    private void trimSafely(RedisLink link) {
        try {
            link.open();
            var round = trimming.trim(link);
            trimmed.increment((double) round.trimmed());
            entries = round.entries() == StreamTrimming.NOT_KNOWN ? Double.NaN : (double) round.entries();
            noteForbidden(round.forbidden());
            noteLength(round);
            trouble = null;
        } catch (RuntimeException | Error e) {
            entries = Double.NaN;
            var reason = LogSafeText.ofRootCause(e);
            // A Redis that is away is named by those that send to it.
            if (isRefusal(e) && !reason.equals(trouble)) {
                log.warn("The audit's stream is not trimmed at the moment: {}", reason);
            }
            trouble = reason;
            log.debug("A round of trimming failed", e);
        }
    }

    private static boolean isRefusal(Throwable failure) {
        return !(failure instanceof StreamFailure away) || away.kind() == FailureKind.REFUSED;
    }

    private void noteForbidden(List<String> commands) {
        if (!commands.isEmpty() && !commands.equals(forbidden)) {
            log.warn(
                    "The audit's stream {} grows until Redis permits {} on it",
                    properties.stream(),
                    String.join(", ", commands));
        }
        forbidden = commands;
    }

    private void noteLength(StreamTrimming.Round round) {
        var before = isTooLong;
        isTooLong = round.entries() > tooLong;
        if (isTooLong && !before) {
            log.warn(
                    "The audit's stream {} has {} entries; the consumer group that has acknowledged least is {}",
                    properties.stream(),
                    round.entries(),
                    LogSafeText.plain(round.slowest().orElse("none")));
        }
    }

    private record Running(Thread thread, CountDownLatch stopping) {

        void stop() {
            stopping.countDown();
            try {
                thread.join(STOP_WITHIN.toMillis());
                if (thread.isAlive()) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }
}

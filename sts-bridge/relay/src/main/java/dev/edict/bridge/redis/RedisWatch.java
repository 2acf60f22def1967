package dev.edict.bridge.redis;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
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
 * Polls whether Redis accepts invalidations, on a connection of its own, so that health requests are answered at once.
 * A Redis that accepts a connection and does not answer counts as unreachable, like one with a closed port.
 */
public final class RedisWatch implements HealthIndicator, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisWatch.class);

    /** Before the schemas are migrated, so that the first result is available before the first request. */
    private static final int PHASE = -1;

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final String POLICY = "maxmemory-policy";
    private static final String SAFE_POLICY = "noeviction";

    private final RedisAddress redis;
    private final String stream;
    private final StreamProbe probe;
    /** Degraded, not out of service: changes are accepted, and their invalidations wait in the outbox. */
    static final Status REFUSING = new Status("REFUSING", "Redis answers and takes no invalidations");

    private volatile @Nullable Running running;
    private volatile State state = State.UNASKED;
    private volatile double mayEvict = Double.NaN;

    public RedisWatch(RedisAddress redis, String stream, MeterRegistry meters) {
        this.redis = redis;
        this.stream = stream;
        this.probe = new StreamProbe(stream);
        Gauge.builder("edict.redis.up", this, watch -> watch.state.answers() ? 1 : 0)
                .description("Whether Redis answers")
                .register(meters);
        Gauge.builder("edict.redis.writable", this, watch -> watch.state.is(Status.UP) ? 1 : 0)
                .description("Whether Redis accepts invalidations")
                .register(meters);
        Gauge.builder("edict.redis.may.evict", this, watch -> watch.mayEvict)
                .description(
                        "Whether Redis may delete invalidations when its memory is full; NaN if Redis does not tell")
                .register(meters);
    }

    @Override
    public Health health() {
        return state.health();
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            var stopping = new CountDownLatch(1);
            var thread = new Thread(() -> watch(stopping), "redis-watch");
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
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void watch(CountDownLatch stopping) {
        try (var link = new RedisLink(redis, stream, CONNECT_TIMEOUT, ANSWER_TIMEOUT)) {
            do {
                ask(link);
            } while (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(RedisLink link) {
        try {
            if (link.open()) {
                readPolicy(link);
            }
            probe.refusal(link).ifPresentOrElse(reason -> isRefusing(link, reason), this::isUp);
        } catch (RuntimeException e) {
            // On any failure: without an answer, the previous result must not stay.
            isBad(Status.DOWN, "is unreachable", LogSafeText.ofRootCause(e));
        }
    }

    private void isRefusing(RedisLink link, String reason) {
        isBad(REFUSING, "refuses invalidations", reason);
        if (redis.isLookedUp()) {
            // It may have been demoted to a replica without closing the connection.
            link.disconnect();
        }
    }

    private void isUp() {
        if (state.since() != null) {
            log.info("Redis accepts invalidations again, after a failure since {}", state.since());
        }
        state = State.UP;
    }

    private void isBad(Status status, String what, String reason) {
        var since = state.since() != null ? state.since() : Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var isNews = !state.is(status);
        state = new State(status, since, reason);
        if (isNews) {
            log.warn("Redis {}, invalidations wait in the outbox: {}", what, reason);
        }
    }

    /** Many hosted Redis services do not permit this command. */
    private void readPolicy(RedisLink link) {
        mayEvict = Double.NaN;
        var answer = link.ask(FailureKind.TIMEOUT, "Redis does not serve", commands -> commands.configGet(POLICY)
                .exceptionally(RedisWatch::untold));
        var policy = answer.get(POLICY);
        if (policy == null) {
            return;
        }
        mayEvict = policy.equals(SAFE_POLICY) ? 0 : 1;
        if (mayEvict > 0) {
            log.warn(
                    "Redis has {} {} and may delete unread invalidations when its memory is full; set it to {}",
                    POLICY,
                    LogSafeText.plain(policy),
                    SAFE_POLICY);
        }
    }

    private static Map<String, String> untold(Throwable refusal) {
        log.debug("Redis does not say its {}: {}", POLICY, LogSafeText.ofRootCause(refusal));
        return Map.of();
    }

    /** The last state of Redis, with the start and the reason of a failure. */
    private record State(Status status, @Nullable Instant since, String reason) {

        static final State UNASKED = new State(Status.UNKNOWN, null, "not asked yet");
        static final State UP = new State(Status.UP, null, "");

        boolean answers() {
            return is(Status.UP) || is(REFUSING);
        }

        boolean is(Status other) {
            return status.equals(other);
        }

        Health health() {
            var health = Health.status(status);
            if (since != null) {
                health.withDetail("since", since.toString());
            }
            return is(Status.UP)
                    ? health.build()
                    : health.withDetail("reason", reason).build();
        }
    }

    private record Running(Thread thread, CountDownLatch stopping) {

        void stop() {
            stopping.countDown();
            try {
                thread.join(STOP_WITHIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

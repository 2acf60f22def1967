package dev.edict.bridge;

import dev.edict.bridge.redis.LogSafeText;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.redis.StreamFailure;
import dev.edict.bridge.resync.Resync;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/** Looks at the stream at least each second while the application runs, on a thread and a connection of its own. */
final class StreamWatchLoop implements HealthIndicator, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamWatchLoop.class);

    /** Degraded, not out of service: readers hear of changes, and not yet of all that Redis lost. */
    static final Status RESYNCHRONISING = new Status("RESYNCHRONISING", "the state of every zone is published again");

    private static final int PHASE = 20;
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

    /** While zones are left that other nodes hold. */
    private static final Duration SHORT_INTERVAL = Duration.ofMillis(250);

    private static final Duration STOP_WITHIN = Duration.ofMillis(3_500);

    private final DataSource backgroundPool;
    private final RedisAddress redis;
    private final BridgeProperties properties;
    private final Supplier<StreamKey> key;
    private final ResyncMeters meters;
    private final Duration interval;
    private volatile @Nullable Running running;
    private volatile Health health = Health.up().build();
    private @Nullable String trouble;

    StreamWatchLoop(
            DataSource backgroundPool,
            RedisAddress redis,
            BridgeProperties properties,
            Supplier<StreamKey> key,
            ResyncMeters meters) {
        this.backgroundPool = backgroundPool;
        this.redis = redis;
        this.properties = properties;
        this.key = key;
        this.meters = meters;
        this.interval = LONGEST_INTERVAL.compareTo(properties.pollInterval()) < 0
                ? LONGEST_INTERVAL
                : properties.pollInterval();
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            var stopping = new CountDownLatch(1);
            var thread = new Thread(() -> watch(stopping), "stream-watch");
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

    private void watch(CountDownLatch stopping) {
        try (var stream = new InvalidationStream(redis, properties, key)) {
            var watch = new StreamWatch(backgroundPool, stream, properties, meters);
            Duration pause;
            do {
                pause = lookSafely(watch, stopping);
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the pause until the next look; the loop survives any failure. */
    private Duration lookSafely(StreamWatch watch, CountDownLatch stopping) {
        try {
            var left = watch.look(() -> stopping.getCount() > 0);
            trouble = null;
            health = healthOf(left, watch);
            return left.isPresent() ? SHORT_INTERVAL : interval;
        } catch (RuntimeException | Error e) {
            meters.watched(false);
            var reason = LogSafeText.ofRootCause(e);
            // A failure of Redis is logged by those that send to it.
            if (!(e instanceof StreamFailure) && !reason.equals(trouble)) {
                log.warn("Whether Redis lost invalidations is not known at the moment: {}", reason);
            }
            trouble = reason;
            log.debug("A look at the stream failed", e);
            return interval;
        }
    }

    private static Health healthOf(Optional<Resync> left, StreamWatch watch) {
        var health = left.map(resync -> Health.status(RESYNCHRONISING)
                        .withDetail("reasons", resync.reasons())
                        .withDetail("zones_left", resync.zones()))
                .orElseGet(Health::up);
        return watch.forbidden().isEmpty()
                ? health.build()
                : health.withDetail("not_permitted", watch.forbidden()).build();
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

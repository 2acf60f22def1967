package dev.edict.bridge;

import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.resync.Incarnations;
import dev.edict.bridge.resync.StreamPositions;
import dev.edict.command.api.EventsAppended;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** Sends outbox rows to Redis while the application runs, on threads and connections of its own. */
final class InvalidationRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InvalidationRelay.class);

    private static final int PHASE = 20;
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofMillis(3_500);

    private final DataSource backgroundPool;
    private final RedisAddress redis;
    private final BridgeProperties properties;
    private final Supplier<StreamKey> key;
    private final RelayMeters meters;
    private volatile @Nullable Running running;

    InvalidationRelay(
            DataSource backgroundPool,
            RedisAddress redis,
            BridgeProperties properties,
            Supplier<StreamKey> key,
            RelayMeters meters) {
        this.backgroundPool = backgroundPool;
        this.redis = redis;
        this.properties = properties;
        this.key = key;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = launch();
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

    /** Wakes the relay, because an append on any node may have added an outbox row. */
    @EventListener
    void on(EventsAppended appended) {
        var current = running;
        if (current != null) {
            current.loop().wake();
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

    private Running launch() {
        var outbox = new Outbox(backgroundPool);
        var stream = new InvalidationStream(redis, properties, key);
        var positions = new StreamPositions(backgroundPool, properties.stream());
        var incarnations = new Incarnations(backgroundPool, properties.stream());
        var backoff = new Backoff(FIRST_BACKOFF, properties.maxBackoff());
        var zones = new ZoneRelay(backgroundPool, outbox, positions, stream, backoff, meters);
        var loop = new RelayLoop(outbox, incarnations, stream, zones, meters, properties);
        var thread = new Thread(loop, "invalidation-relay");
        thread.setDaemon(true);
        thread.start();
        return new Running(loop, stream, thread);
    }

    private record Running(RelayLoop loop, InvalidationStream stream, Thread thread) {

        void stop() {
            loop.stop();
            try {
                thread.join(STOP_WITHIN.toMillis());
                if (thread.isAlive()) {
                    log.warn("The relay did not stop in time and is interrupted");
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
            stream.close();
        }
    }
}

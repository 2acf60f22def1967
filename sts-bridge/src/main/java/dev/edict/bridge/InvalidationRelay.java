package dev.edict.bridge;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Takes outbox rows to Redis for as long as the application runs, on threads and connections of its own. */
final class InvalidationRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InvalidationRelay.class);

    private static final int PHASE = 20;
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofMillis(3_500);

    private final DataSource backgroundPool;
    private final RedisURI redis;
    private final BridgeProperties properties;
    private @Nullable Running running;

    InvalidationRelay(DataSource backgroundPool, RedisURI redis, BridgeProperties properties) {
        this.backgroundPool = backgroundPool;
        this.redis = redis;
        this.properties = properties;
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
        var stream = new InvalidationStream(redis, properties);
        var backoff = new Backoff(FIRST_BACKOFF, properties.maxBackoff());
        var zones = new ZoneRelay(backgroundPool, outbox, stream, backoff);
        var loop = new RelayLoop(outbox, stream, zones, properties);
        var listener = new OutboxListener(backgroundPool, loop::wake);
        var threads = List.of(thread("invalidation-relay", loop), thread("outbox-listener", listener));
        threads.forEach(Thread::start);
        return new Running(loop, listener, stream, threads);
    }

    private static Thread thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private record Running(RelayLoop loop, OutboxListener listener, InvalidationStream stream, List<Thread> threads) {

        void stop() {
            loop.stop();
            listener.stop();
            var deadline = System.nanoTime() + STOP_WITHIN.toNanos();
            try {
                for (var thread : threads) {
                    endBy(deadline, thread);
                }
            } catch (InterruptedException e) {
                threads.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
            }
            stream.close();
        }

        private static void endBy(long deadline, Thread thread) throws InterruptedException {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            if (thread.isAlive()) {
                log.warn("{} did not end in time and is interrupted", thread.getName());
                thread.interrupt();
            }
        }
    }
}

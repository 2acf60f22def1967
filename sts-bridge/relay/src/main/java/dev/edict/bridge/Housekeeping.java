package dev.edict.bridge;

import dev.edict.bridge.redis.LogSafeText;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Samples and prunes the outbox, and has resyncs recorded, on threads of its own beside the relay. */
final class Housekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration RECORD_EVERY = Duration.ofSeconds(1);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final OutboxWatch watch;
    private final OutboxPruning pruning;
    private final ResyncRecording recording;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    Housekeeping(OutboxWatch watch, OutboxPruning pruning, ResyncRecording recording) {
        this.watch = watch;
        this.pruning = pruning;
        this.recording = recording;
        scheduler.setThreadNamePrefix("outbox-housekeeping-");
        // One thread each: a long deletion must not delay the gauges.
        scheduler.setPoolSize(3);
        scheduler.setDaemon(true);
        scheduler.setAwaitTerminationMillis(STOP_WITHIN.toMillis());
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            scheduler.initialize();
            every(LOOK_EVERY, new Chore("look at the outbox", watch::look));
            every(RECORD_EVERY, new Chore("record a resync", recording::record));
            every(PRUNE_EVERY, new Chore("delete sent invalidations", pruning::prune));
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        scheduler.shutdown();
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void every(Duration interval, Chore chore) {
        var scheduled = scheduler.scheduleWithFixedDelay(chore, interval);
        log.debug("To {}, every {}: {}", chore.name, interval, scheduled);
    }

    /** Survives every failure, and logs the first one until the work succeeds again. */
    private static final class Chore implements Runnable {

        private final String name;
        private final Runnable work;
        private boolean failed;

        Chore(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                failed = false;
            } catch (RuntimeException e) {
                if (!failed) {
                    log.warn("Could not {}, trying again: {}", name, LogSafeText.ofRootCause(e));
                }
                failed = true;
                log.debug("Could not {}", name, e);
            }
        }
    }
}

package dev.edict.bridge;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks after the outbox beside the relay, on threads of its own: how much waits, and what can go. */
final class Housekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final OutboxWatch watch;
    private final OutboxPruning pruning;
    private volatile @Nullable ScheduledExecutorService running;

    Housekeeping(OutboxWatch watch, OutboxPruning pruning) {
        this.watch = watch;
        this.pruning = pruning;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            // One thread each: much to delete must not keep the gauges waiting.
            var threads = Executors.newScheduledThreadPool(2, daemons());
            running = threads;
            every(LOOK_EVERY, threads, new Chore("look at the outbox", watch::look));
            every(PRUNE_EVERY, threads, new Chore("delete sent invalidations", pruning::prune));
        }
    }

    @Override
    public synchronized void stop() {
        var threads = running;
        running = null;
        if (threads != null) {
            threads.shutdownNow();
            try {
                if (!threads.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.warn("The housekeeping of the outbox did not end in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static void every(Duration interval, ScheduledExecutorService threads, Chore chore) {
        var scheduled = threads.scheduleWithFixedDelay(chore, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        log.debug("To {}, every {}: {}", chore.name, interval, scheduled);
    }

    private static ThreadFactory daemons() {
        return work -> {
            var thread = new Thread(work, "outbox-housekeeping");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Goes on whatever happens, and complains once until it works again. */
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
                    log.warn("Could not {}, trying again: {}", name, Wording.ofRootCause(e));
                }
                failed = true;
                log.debug("Could not {}", name, e);
            }
        }
    }
}

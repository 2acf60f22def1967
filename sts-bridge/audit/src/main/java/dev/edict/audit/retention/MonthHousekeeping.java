package dev.edict.audit.retention;

import dev.edict.bridge.redis.LogSafeText;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Makes and drops months, and measures them, periodically on threads of their own while the application runs. */
@Component
class MonthHousekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MonthHousekeeping.class);

    private static final int PHASE = 20;

    /** A shortened retention takes effect within a minute. */
    static final Duration ROUND_EVERY = Duration.ofSeconds(20);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final RetentionRound round;
    private final RetentionMeters meters;
    private final Duration roundEvery;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    @Autowired
    MonthHousekeeping(RetentionRound round, RetentionMeters meters) {
        this(round, meters, ROUND_EVERY);
    }

    MonthHousekeeping(RetentionRound round, RetentionMeters meters, Duration roundEvery) {
        this.round = round;
        this.meters = meters;
        this.roundEvery = roundEvery;
        scheduler.setThreadNamePrefix("audit-months-");
        // A month takes long to seal, and that must not delay the gauges.
        scheduler.setPoolSize(2);
        scheduler.setDaemon(true);
        scheduler.setAwaitTerminationMillis(STOP_WITHIN.toMillis());
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            scheduler.initialize();
            every(roundEvery, new Chore("make and drop months of decisions", round::run, meters::failed));
            every(LOOK_EVERY, new Chore("measure the months of decisions", meters::look, () -> {}));
        }
    }

    private void every(Duration interval, Chore chore) {
        var scheduled = scheduler.scheduleWithFixedDelay(chore, interval);
        log.debug("To {}, every {}: {}", chore.name, interval, scheduled);
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

    /** Survives every failure, and logs the first one until the work succeeds again. */
    private final class Chore implements Runnable {

        private final String name;
        private final Runnable work;
        private final Runnable onFailure;
        private boolean failed;

        Chore(String name, Runnable work, Runnable onFailure) {
            this.name = name;
            this.work = work;
            this.onFailure = onFailure;
        }

        @Override
        public void run() {
            try {
                work.run();
                if (failed) {
                    log.info("Could {} again", name);
                }
                failed = false;
            } catch (RuntimeException e) {
                log.debug("Could not {}", name, e);
                if (running) {
                    onFailure.run();
                    report(e);
                }
            }
        }

        private void report(RuntimeException failure) {
            if (!failed) {
                log.warn("Could not {}, trying again: {}", name, LogSafeText.ofRootCause(failure));
            }
            failed = true;
        }
    }
}

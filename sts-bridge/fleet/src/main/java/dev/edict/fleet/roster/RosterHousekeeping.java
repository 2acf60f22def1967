package dev.edict.fleet.roster;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Prunes observations periodically, on a thread of its own. */
@Component
class RosterHousekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RosterHousekeeping.class);

    private static final int PHASE = 20;
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final RosterPruning pruning;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    RosterHousekeeping(RosterPruning pruning) {
        this.pruning = pruning;
        scheduler.setThreadNamePrefix("roster-housekeeping-");
        scheduler.setDaemon(true);
        scheduler.setAwaitTerminationMillis(STOP_WITHIN.toMillis());
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            scheduler.initialize();
            var scheduled = scheduler.scheduleWithFixedDelay(this::prune, EVERY);
            log.debug("Observations are pruned every {}: {}", EVERY, scheduled);
        }
    }

    private void prune() {
        try {
            pruning.prune();
        } catch (RuntimeException e) {
            log.warn("Could not delete old observations, trying again in {}: {}", EVERY, e.toString());
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
}

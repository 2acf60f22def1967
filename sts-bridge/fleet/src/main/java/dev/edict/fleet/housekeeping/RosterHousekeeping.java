package dev.edict.fleet.housekeeping;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Measures the roster and prunes observations periodically, on threads of their own. */
@Component
class RosterHousekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RosterHousekeeping.class);

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final RosterMeters roster;
    private final List<ObservationPruning> prunings;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    RosterHousekeeping(RosterMeters roster, List<ObservationPruning> prunings) {
        this.roster = roster;
        this.prunings = prunings;
        // A long deletion must not delay the gauges.
        scheduler.setPoolSize(2);
        scheduler.setThreadNamePrefix("roster-housekeeping-");
        scheduler.setDaemon(true);
        scheduler.setAwaitTerminationMillis(STOP_WITHIN.toMillis());
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            scheduler.initialize();
            every(LOOK_EVERY, "look at the roster", roster::look);
            every(PRUNE_EVERY, "delete old observations", () -> prunings.forEach(ObservationPruning::prune));
        }
    }

    private void every(Duration interval, String name, Runnable work) {
        var scheduled = scheduler.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        log.warn("Could not {}, trying again in {}: {}", name, interval, e.toString());
                    }
                },
                interval);
        log.debug("To {}, every {}: {}", name, interval, scheduled);
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

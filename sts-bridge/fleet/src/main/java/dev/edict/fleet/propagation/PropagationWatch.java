package dev.edict.fleet.propagation;

import dev.edict.command.api.EventsAppended;
import dev.edict.fleet.roster.ReportRecorded;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Follows the activations that are not settled, on a thread of its own on every node. It looks when something was
 * appended or reported, and each second.
 */
@Component
class PropagationWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PropagationWatch.class);

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** What comes within it is looked at together. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final DeploymentProgress progress;
    private final Semaphore woken = new Semaphore(0);
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private boolean failed;
    private @Nullable Thread thread;

    PropagationWatch(DeploymentProgress progress) {
        this.progress = progress;
    }

    @EventListener
    void on(EventsAppended appended) {
        wake(Set.of());
    }

    @EventListener
    void on(ReportRecorded report) {
        wake(report.zoneIds());
    }

    private void wake(Set<String> zoneIds) {
        reported.addAll(zoneIds);
        woken.release();
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            var watching = new Thread(this::watch, "propagation-watch");
            watching.setDaemon(true);
            watching.start();
            thread = watching;
        }
    }

    private void watch() {
        while (running) {
            try {
                var zoneIds = awaitWork();
                if (running) {
                    look(zoneIds);
                    Thread.sleep(PAUSE.toMillis());
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Returns the zones that were reported about; after a second in any case. */
    private Set<String> awaitWork() throws InterruptedException {
        if (woken.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
        var zoneIds = Set.copyOf(reported);
        reported.removeAll(zoneIds);
        return zoneIds;
    }

    private void look(Set<String> zoneIds) {
        try {
            progress.look(zoneIds);
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                log.warn("Could not follow the propagation of activations, trying again: {}", e.toString());
            }
            failed = true;
            log.debug("Could not follow the propagation of activations", e);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        wake(Set.of());
        var watching = thread;
        thread = null;
        if (watching != null) {
            join(watching);
        }
    }

    private static void join(Thread watching) {
        try {
            watching.join(STOP_WITHIN.toMillis());
            watching.interrupt();
        } catch (InterruptedException e) {
            watching.interrupt();
            Thread.currentThread().interrupt();
        }
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

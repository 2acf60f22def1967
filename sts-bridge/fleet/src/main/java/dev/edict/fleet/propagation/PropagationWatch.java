package dev.edict.fleet.propagation;

import dev.edict.command.api.EventsAppended;
import dev.edict.command.background.Loop;
import dev.edict.fleet.roster.ReportRecorded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Follows the activations that are not settled, on a thread of its own on every node. It looks when something was
 * appended or reported, and each second.
 */
@Component
class PropagationWatch implements SmartLifecycle {

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** What comes within it is looked at together. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final List<DeploymentFollower> followers;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final Loop loop = new Loop("propagation-watch", this::look);
    private long lookedAt = System.nanoTime() - PAUSE.toNanos();

    PropagationWatch(List<DeploymentFollower> followers) {
        this.followers = followers;
    }

    @EventListener
    void on(EventsAppended appended) {
        loop.wake();
    }

    @EventListener
    void on(ReportRecorded report) {
        reported.addAll(report.zoneIds());
        loop.wake();
    }

    private Duration look() {
        var since = Duration.ofNanos(System.nanoTime() - lookedAt);
        if (since.compareTo(PAUSE) < 0) {
            return PAUSE.minus(since);
        }
        var zoneIds = Set.copyOf(reported);
        reported.removeAll(zoneIds);
        followers.forEach(follower -> follower.look(zoneIds));
        lookedAt = System.nanoTime();
        return LOOK_EVERY;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.end();
        loop.join(STOP_WITHIN);
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

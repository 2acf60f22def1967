package dev.edict.audit.ingest;

import dev.edict.bridge.redis.FailureKind;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.redis.StreamFailure;
import dev.edict.command.background.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Takes decision audit events from the stream while the application runs, on a few threads of every node that has the
 * key of their signatures. The bean's name appears in the health output.
 */
class DecisionIngest implements SmartLifecycle, HealthIndicator {

    /** Degraded: decisions wait in the stream, and nothing is lost. */
    static final Status BEHIND = new Status("BEHIND", "decisions are not taken from the stream");

    private static final int PHASE = 20;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);
    private static final double LATE_SECONDS = 60;

    private final IngestKeys keys;
    private final IngestMeters meters;
    private final List<Worker> workers;
    private volatile @Nullable String refusal;
    private volatile boolean running;

    /** @param consumer the name of this node, without that of the worker */
    DecisionIngest(
            RedisAddress redis,
            IngestProperties properties,
            EventIntake intake,
            IngestKeys keys,
            IngestMeters meters,
            String consumer) {
        this.keys = keys;
        this.meters = meters;
        var made = new ArrayList<Worker>();
        for (var i = 1; i <= properties.workers(); i++) {
            var name = "%s#%d".formatted(consumer, i);
            var worker = new IngestWorker(
                    () -> new ConsumerGroup(ConsumerGroup.link(redis, properties), properties, name),
                    intake,
                    meters,
                    properties.claimAfter());
            made.add(new Worker(worker, new Loop("decision-ingest-" + i, () -> round(worker))));
        }
        this.workers = List.copyOf(made);
    }

    private record Worker(IngestWorker worker, Loop loop) {}

    /** A Redis that is away is named by those that send to it; a refusal is named here. */
    private Duration round(IngestWorker worker) {
        try {
            var pause = worker.round();
            refusal = null;
            return pause;
        } catch (ConsumerGroup.NotPermitted e) {
            refusal = String.valueOf(e.getMessage());
            throw e;
        } catch (StreamFailure e) {
            refusal = e.kind() == FailureKind.REFUSED ? e.reason() : null;
            throw e;
        }
    }

    @Override
    public Health health() {
        if (!running) {
            return Health.up().build();
        }
        var backlog = meters.backlog();
        var details = new LinkedHashMap<String, Object>();
        if (refusal != null) {
            details.put("refused", refusal);
        }
        put(details, "lag", backlog.lag());
        put(details, "pending", backlog.pending());
        put(details, "oldest_pending_seconds", backlog.oldestPendingSeconds());
        details.put("dead_letters", meters.deadLetters());
        var isBehind = refusal != null || backlog.oldestPendingSeconds() > LATE_SECONDS;
        return (isBehind ? Health.status(BEHIND) : Health.up())
                .withDetails(details)
                .build();
    }

    private static void put(Map<String, Object> details, String name, double value) {
        if (!Double.isNaN(value)) {
            details.put(name, value);
        }
    }

    @Override
    public synchronized void start() {
        if (keys.current().isEmpty()) {
            return;
        }
        running = true;
        workers.forEach(worker -> worker.loop().start());
    }

    @Override
    public synchronized void stop() {
        running = false;
        workers.forEach(worker -> worker.loop().end());
        workers.forEach(worker -> {
            worker.loop().join(STOP_WITHIN);
            worker.worker().close();
        });
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

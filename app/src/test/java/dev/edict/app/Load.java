package dev.edict.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** About twenty commands a second over HTTP, each zone governed now by one version and now by another. */
final class Load implements AutoCloseable {

    private static final int EACH_ZONE_EVERY_MILLIS = 200;
    private static final int BETWEEN_POLICIES = 10;

    private final Api api;
    private final ScheduledExecutorService clients;
    private final List<Future<?>> turns = new ArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final long started = System.nanoTime();
    private long lasted;

    Load(Api api, List<Api.Governed> zones) {
        this.api = api;
        this.clients = Executors.newScheduledThreadPool(zones.size());
        for (int i = 0; i < zones.size(); i++) {
            var zone = zones.get(i);
            var turn = new AtomicInteger();
            turns.add(clients.scheduleAtFixedRate(
                    () -> send(zone, turn.incrementAndGet()),
                    (long) i * EACH_ZONE_EVERY_MILLIS / zones.size(),
                    EACH_ZONE_EVERY_MILLIS,
                    TimeUnit.MILLISECONDS));
        }
    }

    private void send(Api.Governed zone, int turn) {
        try {
            if (turn % BETWEEN_POLICIES == 0) {
                api.policy(zone.zoneId(), Documents.GRANTS);
            } else {
                api.activate(
                                zone.zoneId(),
                                zone.policySetId(),
                                zone.versionIds().get(turn % 2))
                        .expect(202);
            }
            answered.incrementAndGet();
        } catch (RuntimeException | AssertionError e) {
            refused.add(String.valueOf(e));
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> refused() {
        return refused;
    }

    double perSecond() {
        return answered.get() * 1e9 / lasted;
    }

    void stop() throws InterruptedException {
        lasted = System.nanoTime() - started;
        turns.forEach(turn -> turn.cancel(false));
        clients.shutdown();
        clients.awaitTermination(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}

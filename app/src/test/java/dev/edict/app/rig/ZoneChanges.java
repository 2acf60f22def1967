package dev.edict.app.rig;

import dev.edict.app.Api;
import dev.edict.app.rig.AllowedCalls.Known;
import dev.edict.app.rig.Operation.Intent;
import dev.edict.app.rig.Operation.Outcome;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Clients that change what governs zones, and look which activations the node calls settled. */
final class ZoneChanges implements AutoCloseable {

    private static final int LONGEST_PAUSE_MILLIS = 1_500;

    private final Api api;
    private final History history = new History();
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final Queue<Known> settled = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> clients = new ArrayList<>();

    ZoneChanges(Api api) {
        this.api = api;
    }

    Operation activate(Load.Zone zone, int version) {
        return change(Intent.activate(zone.zoneId(), zone.versions().get(version)));
    }

    Operation deactivate(Load.Zone zone) {
        return change(Intent.deactivate(zone.zoneId()));
    }

    private Operation change(Intent intent) {
        var operation = new Client(api, history).call(intent);
        if (operation.outcome() == Outcome.OK) {
            answered.put(operation.requestId(), System.nanoTime());
        }
        return operation;
    }

    /** Changes each zone again and again, until {@link #end}. */
    void begin(List<Load.Zone> zones, long seed) {
        for (var zone : zones) {
            var random = new Random(seed + zones.indexOf(zone));
            begin("changes", () -> change(zone, random), () -> 50 + random.nextInt(LONGEST_PAUSE_MILLIS));
            begin("settled", () -> observe(zone), () -> 100);
        }
    }

    private void begin(String name, Runnable work, LongSupplier pauseMillis) {
        var thread = new Thread(
                () -> {
                    try {
                        while (!stopping.await(pauseMillis.getAsLong(), TimeUnit.MILLISECONDS)) {
                            work.run();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        clients.add(thread);
        thread.start();
    }

    private void change(Load.Zone zone, Random random) {
        var dice = random.nextInt(100);
        if (dice < 20) {
            deactivate(zone);
        } else if (dice < 35) {
            change(Intent.rollBack(zone.zoneId()));
        } else {
            activate(zone, random.nextInt(zone.versions().size()));
        }
    }

    /** What a node answers while its servers are away tells nothing. */
    private void observe(Load.Zone zone) {
        try {
            var answer = api.get("/v1/zones/%s/propagation".formatted(zone.zoneId()));
            if (answer.status() == 200 && answer.json().path("settled").asBoolean()) {
                settled.add(new Known(
                        zone.zoneId(), answer.json().path("activation_seq").asLong(), System.nanoTime()));
            }
        } catch (UncheckedIOException e) {
            // it is asked again
        }
    }

    /** Lets every call that is under way end. */
    void end() {
        stopping.countDown();
        try {
            for (var client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    History history() {
        return history;
    }

    /** When a client was told that its change took effect. */
    Optional<Long> answeredAt(String requestId) {
        return Optional.ofNullable(answered.get(requestId));
    }

    /** Each time that an activation was seen settled. */
    List<Known> settled() {
        return List.copyOf(settled);
    }

    /** How many activations were seen settled. */
    long settledActivations() {
        return settled.stream()
                .map(known -> known.zoneId() + known.activationSeq())
                .distinct()
                .count();
    }

    @Override
    public void close() {
        stopping.countDown();
    }
}

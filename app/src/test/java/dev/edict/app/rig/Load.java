package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.rig.Operation.Intent;
import dev.edict.app.rig.Operation.Outcome;
import dev.edict.app.rig.Operation.Sealed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Clients that activate, roll back, deactivate and read, each at one node, until they are told to stop. */
final class Load implements AutoCloseable {

    private static final Duration AFTER_TROUBLE = Duration.ofMillis(50);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(100);

    /** A zone with versions to activate in it. */
    record Zone(String zoneId, List<Sealed> versions) {

        /** Two sets, so that an activation has to release the binding of the other one. */
        static Zone author(Api api) {
            var zoneId = api.zone();
            var policy = api.policy(zoneId, Documents.GRANTS);
            var sets = List.of(api.policySet(zoneId), api.policySet(zoneId));
            var versions = new ArrayList<Sealed>();
            for (var set : sets) {
                for (int n = 0; n < 2; n++) {
                    versions.add(new Sealed(set, api.seal(zoneId, set, policy.versionId())));
                }
            }
            return new Zone(zoneId, versions);
        }

        static List<Zone> author(Api api, int zones) {
            return IntStream.range(0, zones).mapToObj(n -> author(api)).toList();
        }
    }

    private final History history;
    private final long pauseNanos;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> clients = new ArrayList<>();

    private Load(History history, long pauseNanos) {
        this.history = history;
        this.pauseNanos = pauseNanos;
    }

    /** As many clients per zone as asked for, spread over the nodes, with this many calls per second in all. */
    static Load start(History history, List<Api> nodes, List<Zone> zones, int clientsPerZone, int callsPerSecond) {
        int clients = zones.size() * clientsPerZone;
        var load = new Load(history, TimeUnit.SECONDS.toNanos(clients) / callsPerSecond);
        for (int n = 0; n < clients; n++) {
            var client = new Client(nodes.get((n / zones.size()) % nodes.size()), history);
            var zone = zones.get(n % zones.size());
            var random = new Random(n);
            load.clients.add(new Thread(() -> load.run(client, zone, random), "load-" + n));
        }
        load.clients.forEach(Thread::start);
        return load;
    }

    /** Lets every call that is under way end. */
    void stop() {
        stopping.countDown();
        long deadline = System.nanoTime() + LONGEST_CALL.toNanos();
        try {
            for (var client : clients) {
                client.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(clients).as("clients end").noneMatch(Thread::isAlive);
    }

    @Override
    public void close() {
        stop();
    }

    private void run(Client client, Zone zone, Random random) {
        try {
            while (!stopping.await(pause(random), TimeUnit.NANOSECONDS)) {
                if (act(client, zone, random).outcome() != Outcome.OK) {
                    stopping.await(AFTER_TROUBLE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long pause(Random random) {
        return pauseNanos / 2 + (long) (random.nextDouble() * pauseNanos);
    }

    private Operation act(Client client, Zone zone, Random random) {
        var version = zone.versions().get(random.nextInt(zone.versions().size()));
        var dice = random.nextInt(100);
        if (dice < 15) {
            return client.call(Intent.read(zone.zoneId()));
        }
        if (dice < 35) {
            var read = client.call(Intent.read(zone.zoneId()));
            return read.outcome() == Outcome.OK
                    ? client.call(Intent.activate(zone.zoneId(), version, read.governing()))
                    : read;
        }
        if (dice < 50) {
            return client.call(Intent.rollBack(zone.zoneId()));
        }
        return client.call(dice < 55 ? Intent.deactivate(zone.zoneId()) : Intent.activate(zone.zoneId(), version));
    }

    @Override
    public String toString() {
        return "%d clients: %s".formatted(clients.size(), history);
    }
}

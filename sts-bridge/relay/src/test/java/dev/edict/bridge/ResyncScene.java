package dev.edict.bridge;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A database, a Redis and nodes, in which something is lost. */
final class ResyncScene implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(20);

    final BridgeDatabase database = BridgeDatabase.empty();
    final TestRedis redis = TestRedis.up();
    final Relays relays = new Relays();

    @Override
    public void close() {
        relays.close();
        redis.close();
    }

    void aZoneThatIsGovernedAndOneThatIsNot() {
        database.registerZones("governed", "deactivated", "never-activated");
        database.activate("governed", 1, 2);
        database.activate("deactivated", 1, 2);
        database.deactivate("deactivated", 3);
    }

    StreamWatchLoop startNode() {
        var watch = relays.watch(database.pool(), redis.uri(), Relays.impatient());
        relays.start(database.pool(), redis.uri(), Relays.impatient());
        awaitSeen();
        return watch;
    }

    void awaitSeen() {
        awaitAllSent();
        await("the watch to know this Redis").atMost(SOON).until(database::isRedisKnown);
    }

    /** Entries under the dispatch ids of a resync, in their order. */
    List<Map<String, String>> republished() {
        var dispatches = database.dispatches();
        return redis.entries().stream()
                .filter(entry -> dispatches.contains(entry.get("outbox_id")))
                .toList();
    }

    void awaitLooks(int more) {
        var before = redis.looks();
        await("the watch to look again").atMost(SOON).until(() -> redis.looks() >= before + more);
    }

    void awaitAllSent() {
        await().atMost(SOON).until(() -> database.unsent() == 0);
    }
}

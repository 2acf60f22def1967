package dev.edict.app.rig;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random schedule of faults, the same for the same seed: each kind as often as asked for, some of them at once. */
final class Faults {

    private static final int SHORT_MILLIS = 1_500;

    /** Longer than the budget of the gateways. */
    private static final int LONG_MILLIS = 8_000;

    private final Random random;
    private final List<Fault> kinds = new ArrayList<>();
    private final Map<String, Integer> done = new LinkedHashMap<>();

    Faults(long seed) {
        random = new Random(seed);
    }

    /**
     * Something that breaks and is mended.
     *
     * @param place where; of two faults at once each has a place of its own
     */
    private record Fault(String name, String place, Runnable begin, Runnable end) {}

    Faults with(String name, String place, Runnable begin, Runnable end) {
        kinds.add(new Fault(name, place, begin, end));
        return this;
    }

    /** A way that ends its connections, takes everything and delivers nothing, or is slow. */
    Faults onWay(String name, TcpProxy way) {
        return with(name + " reset", name, way::reset, way::heal)
                .with(name + " refused", name, way::refuse, way::heal)
                .with(name + " silent", name, way::swallow, () -> {
                    way.heal();
                    // What was swallowed in the middle of a conversation is missing from it.
                    way.reset();
                    way.heal();
                })
                .with(name + " slow", name, () -> way.delay(Duration.ofMillis(300)), way::heal);
    }

    Faults onRedis(RigRedis redis) {
        return with("Redis emptied", "redis", () -> empty(redis), () -> {})
                .with("Redis killed", "redis", redis::kill, redis::start)
                .with("Redis replaced by an empty one", "redis", redis::kill, redis::startEmpty)
                .with("Redis stopped", "redis", redis::pause, redis::resume);
    }

    private static void empty(RigRedis redis) {
        try (var client = RedisClient.create(redis.uri());
                var connection = client.connect()) {
            connection.sync().flushall();
        }
    }

    Faults onPostgres(RigPostgres postgres) {
        return with("PostgreSQL stopped", "postgres", postgres::pause, postgres::resume)
                .with("PostgreSQL killed", "postgres", postgres::kill, postgres::start);
    }

    Faults onNode(NodeProcess node) {
        return with("node stopped", "node", node::pause, node::resume)
                .with(
                        "node killed",
                        "node",
                        () -> {
                            try {
                                node.kill();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        node::start);
    }

    Faults onGateway(String name, GatewayProcess gateway) {
        return with(name + " stopped", name, gateway::pause, gateway::resume)
                .with(name + " killed", name, gateway::kill, gateway::start);
    }

    /** It is not set back afterwards: an offset is as good as another. */
    Faults onClockOf(String name, GatewayProcess gateway) {
        return with(name + " stopped", name, gateway::pause, gateway::resume)
                .with(name + " set back", name + "'s clock", () -> gateway.setWallClock(ahead().negated()), () -> {})
                .with(name + " set forward", name + "'s clock", () -> gateway.setWallClock(ahead()), () -> {});
    }

    private Duration ahead() {
        return Duration.ofMinutes(1).plusSeconds(random.nextInt(86_400));
    }

    /** Breaks and mends, until each kind was there as often; then everything is mended. */
    void run(int times) {
        for (int time = 0; time < times; time++) {
            Collections.shuffle(kinds, random);
            for (var fault : List.copyOf(kinds)) {
                var together = new ArrayList<>(List.of(fault));
                var second = kinds.get(random.nextInt(kinds.size()));
                if (random.nextBoolean() && !second.place().equals(fault.place())) {
                    together.add(second);
                }
                run(together);
            }
        }
    }

    private void run(List<Fault> together) {
        for (var fault : together) {
            done.merge(fault.name(), 1, Integer::sum);
            fault.begin().run();
            last(random.nextInt(SHORT_MILLIS));
        }
        last(random.nextInt(random.nextBoolean() ? SHORT_MILLIS : LONG_MILLIS));
        Collections.shuffle(together, random);
        for (var fault : together) {
            fault.end().run();
            last(random.nextInt(SHORT_MILLIS));
        }
    }

    private static void last(int millis) {
        await("the state to last")
                .pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofSeconds(30))
                .until(() -> true);
    }

    @Override
    public String toString() {
        return done.toString();
    }
}

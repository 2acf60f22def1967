package dev.edict.bridge;

import dev.edict.bridge.redis.RedisAddress;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The relays of a test, stopped at its end. */
public final class Relays implements AutoCloseable {

    static final String KEY = "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f";

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<InvalidationRelay> started = new ArrayList<>();
    private final List<StreamWatchLoop> watches = new ArrayList<>();

    /** As it is without any setting. */
    static BridgeProperties usual() {
        return with(100_000, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /** Polls so rarely that only an announcement can be the reason why a row arrives. */
    static BridgeProperties hardlyPolling() {
        return with(100_000, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    static BridgeProperties impatient() {
        return with(100_000, Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(200));
    }

    static BridgeProperties with(long maxLength, Duration publishTimeout, Duration poll, Duration maxBackoff) {
        return new BridgeProperties(
                TestRedis.STREAM,
                maxLength,
                StreamKey.parse(KEY),
                publishTimeout,
                poll,
                maxBackoff,
                Duration.ofDays(7));
    }

    InvalidationRelay start(DataSource pool, RedisURI redis, BridgeProperties properties) {
        return start(pool, redis, properties, properties::key);
    }

    InvalidationRelay start(DataSource pool, RedisURI redis, BridgeProperties properties, Supplier<StreamKey> key) {
        return start(pool, RedisAddress.of(redis), properties, key);
    }

    InvalidationRelay start(DataSource pool, RedisAddress redis, BridgeProperties properties, Supplier<StreamKey> key) {
        var relay = new InvalidationRelay(pool, redis, properties, key, new RelayMeters(meters));
        relay.start();
        started.add(relay);
        return relay;
    }

    /** The part of a node that notices losses. */
    StreamWatchLoop watch(DataSource pool, RedisURI redis, BridgeProperties properties) {
        return watch(pool, RedisAddress.of(redis), properties);
    }

    StreamWatchLoop watch(DataSource pool, RedisAddress redis, BridgeProperties properties) {
        var watch = new StreamWatchLoop(pool, redis, properties, properties::key, new ResyncMeters(meters));
        watch.start();
        watches.add(watch);
        return watch;
    }

    double metric(String name, String... tags) {
        return meters.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    double sent() {
        return meters.get("edict.relay.sent").counter().count();
    }

    Timer delay() {
        return meters.get("edict.relay.delay").timer();
    }

    double failures(String kind) {
        return meters.get("edict.relay.failures").tag("kind", kind).counter().count();
    }

    /** Whether the thread is inside a method of that name at the moment. */
    public static boolean isIn(String threadName, String method) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(threadName))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    @Override
    public void close() {
        watches.forEach(StreamWatchLoop::stop);
        started.forEach(InvalidationRelay::stop);
    }
}

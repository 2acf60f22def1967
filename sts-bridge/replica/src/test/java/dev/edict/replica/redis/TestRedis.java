package dev.edict.replica.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A Redis of the test's own that can go away and come back empty on the same port. */
public final class TestRedis implements AutoCloseable {

    public static final String KEY = "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f";

    private final int port = freePort();
    private @Nullable RedisServer server;

    public static TestRedis up() {
        var redis = new TestRedis();
        redis.start();
        return redis;
    }

    public void start() {
        server = RedisServer.builder()
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
    }

    public void stop() {
        var current = server;
        server = null;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public void close() {
        stop();
    }

    public RedisURI uri() {
        return RedisURI.Builder.redis("127.0.0.1", port)
                .withTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Adds an entry as the relay does. */
    public void announce(String zoneId, long seq) {
        add(signed(KEY, RedisStream.NAME, fields(zoneId, seq)));
    }

    static Map<String, String> fields(String zoneId, long seq) {
        return Map.of("outbox_id", "o" + seq, "zone_id", zoneId, "policy_set_id", "set", "activation_seq", "" + seq);
    }

    /** Written down a second time here, so that the verification is not held to itself. */
    static Map<String, String> signed(String key, String stream, Map<String, String> fields) {
        var text = new StringBuilder(stream).append('\n');
        new TreeMap<>(fields).forEach((name, value) -> text.append(name + "=" + value + "\n"));
        var signed = new TreeMap<>(fields);
        signed.put(
                "_sig",
                HexFormat.of()
                        .formatHex(StreamKey.parse(key).sign(text.toString().getBytes(StandardCharsets.UTF_8))));
        return signed;
    }

    public void add(Map<String, String> fields) {
        call(redis -> redis.xadd(RedisStream.NAME, fields));
    }

    public <T> T call(Function<RedisCommands<String, String>, T> commands) {
        try (var client = RedisClient.create(uri());
                var connection = client.connect()) {
            return commands.apply(connection.sync());
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.edict.audit;

import dev.edict.bridge.redis.RedisAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A Redis of the test's own that can go away and come back, empty, on the same port. */
public final class AuditRedis implements AutoCloseable {

    public static final String STREAM = "caracal.audit.events";

    private final int port = freePort();
    private final RedisClient client = RedisClient.create();
    private @Nullable RedisServer server;
    private @Nullable StatefulRedisConnection<String, String> connection;

    /** A Redis that runs. */
    public static AuditRedis up() {
        var redis = new AuditRedis();
        redis.start();
        return redis;
    }

    public void start() {
        try {
            server = RedisServer.builder()
                    .port(port)
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            server.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException("no Redis on port " + port, e);
        }
    }

    public void stop() {
        var current = server;
        server = null;
        if (current != null) {
            current.stop();
        }
    }

    public RedisAddress address() {
        return RedisAddress.of(uri());
    }

    private RedisURI uri() {
        return RedisURI.Builder.redis("127.0.0.1", port)
                .withTimeout(Duration.ofSeconds(5))
                .build();
    }

    public <T> T call(Function<RedisCommands<String, String>, T> command) {
        var current = connection;
        if (current == null) {
            current = client.connect(uri());
            connection = current;
        }
        return command.apply(current.sync());
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        stop();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

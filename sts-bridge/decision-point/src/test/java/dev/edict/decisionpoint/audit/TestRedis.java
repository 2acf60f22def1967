package dev.edict.decisionpoint.audit;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A Redis of the test's own, which can go away and come back on the same port with what it had. */
final class TestRedis implements AutoCloseable {

    private final int port = freePort();
    private final Path folder;
    private @Nullable RedisServer server;

    private TestRedis(Path folder) {
        this.folder = folder;
    }

    /** Keeps its stream in this folder. */
    static TestRedis up(Path folder) {
        var redis = new TestRedis(folder);
        redis.start();
        return redis;
    }

    /** A port that nothing listens on until it is started. */
    static TestRedis away(Path folder) {
        return new TestRedis(folder);
    }

    void start() {
        server = RedisServer.builder()
                .port(port)
                .setting("save \"\"")
                .setting("appendonly yes")
                .setting("appendfsync no")
                .setting("dir " + folder)
                .build();
        server.start();
    }

    void stop() {
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

    RedisURI uri() {
        return RedisURI.Builder.redis("127.0.0.1", port)
                .withTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** It answers nobody for so long. A client of its own would need seconds to end after that. */
    void silence(Duration time) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("CLIENT PAUSE %d\r\n".formatted(time.toMillis()).getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != '+') {
                throw new IllegalStateException("Redis does not pause");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T call(Function<RedisCommands<String, String>, T> commands) {
        try (var client = RedisClient.create(uri());
                var connection = client.connect()) {
            return commands.apply(connection.sync());
        }
    }

    List<Entry> events() {
        return call(redis -> redis.xrange(AuditSettings.STREAM, Range.unbounded())).stream()
                .map(entry -> new Entry(entry.getBody()))
                .toList();
    }

    /** An entry of the stream. */
    record Entry(Map<String, String> fields) {

        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        byte[] data() {
            return field("data").getBytes(StandardCharsets.UTF_8);
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

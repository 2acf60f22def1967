package dev.edict.bridge;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A Redis of the test's own that can go away and come back on the same port. */
public final class TestRedis implements AutoCloseable {

    public static final String STREAM = "caracal.policy.invalidate";

    private final int port = freePort();
    private @Nullable RedisServer server;
    private @Nullable String frozen;

    public static TestRedis down() {
        return new TestRedis();
    }

    static TestRedis up(String... settings) {
        var redis = new TestRedis();
        redis.start(settings);
        return redis;
    }

    public void start(String... settings) {
        var builder = RedisServer.builder().port(port).setting("save \"\"").setting("appendonly no");
        for (var setting : settings) {
            builder.setting(setting);
        }
        server = builder.build();
        server.start();
    }

    public void stop() {
        var current = server;
        server = null;
        if (current != null) {
            current.stop();
        }
    }

    /** As a crash or a lost machine: without persistence everything is gone. */
    void kill() {
        signal("-KILL", pid());
        stop();
    }

    /** How often a node has looked at the stream since the server started. */
    long looks() {
        return calls("type");
    }

    private long calls(String command) {
        return call(commands -> commands.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .map(line -> line.replaceFirst(".*?:calls=(\\d+),.*", "$1"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        thaw();
        stop();
    }

    /** Connections and commands are still accepted by the kernel, but not answered. */
    public void freeze() {
        var pid = pid();
        signal("-STOP", pid);
        frozen = pid;
    }

    private String pid() {
        return call(commands -> commands.info("server"))
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line -> line.substring("process_id:".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    public void thaw() {
        var pid = frozen;
        frozen = null;
        if (pid != null) {
            signal("-CONT", pid);
        }
    }

    int port() {
        return port;
    }

    public RedisURI uri() {
        return uriAt(port);
    }

    static RedisURI uriAt(int port) {
        return RedisURI.Builder.redis("127.0.0.1", port)
                .withTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Lets writes wait, while connections and pings go on. */
    void pauseWrites(Duration duration) {
        var arguments = new CommandArgs<>(StringCodec.UTF8)
                .add("PAUSE")
                .add(duration.toMillis())
                .add("WRITE");
        call(redis -> redis.dispatch(CommandType.CLIENT, new StatusOutput<>(StringCodec.UTF8), arguments));
    }

    public void configure(String setting, String value) {
        assertOk(call(commands -> commands.configSet(setting, value)));
    }

    /** Changes what everybody may do, the program and the test. */
    public void acl(String... rules) {
        var arguments = new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("default");
        for (var rule : rules) {
            arguments.add(rule);
        }
        assertOk(call(redis -> redis.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments)));
    }

    private static void assertOk(String answer) {
        if (!answer.equals("OK")) {
            throw new IllegalStateException("Redis said " + answer);
        }
    }

    public <T> T call(Function<RedisCommands<String, String>, T> commands) {
        try (var client = RedisClient.create(uri());
                var connection = client.connect()) {
            return commands.apply(connection.sync());
        }
    }

    public List<Map<String, String>> entries() {
        return call(redis -> redis.xrange(STREAM, Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .toList());
    }

    List<String> ids() {
        return call(redis -> redis.xrange(STREAM, Range.unbounded()).stream()
                .map(StreamMessage::getId)
                .toList());
    }

    /** Dispatch ids in the order in which readers see them. */
    public List<String> dispatched() {
        return entries().stream()
                .map(entry -> entry.getOrDefault("outbox_id", ""))
                .toList();
    }

    /** The same without repetitions: the order in which readers first see each invalidation. */
    List<String> firstArrivals() {
        return dispatched().stream().distinct().toList();
    }

    private static void signal(String signal, String pid) {
        try {
            if (new ProcessBuilder("kill", signal, pid).start().waitFor() != 0) {
                throw new IllegalStateException("Redis could not be sent " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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

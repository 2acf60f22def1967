package dev.edict.bridge;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;

/** A redis-server of any kind, from the program that is embedded. */
final class RedisProcess implements AutoCloseable {

    private final int port;
    private final RedisURI address;
    private final Process process;

    private RedisProcess(int port, RedisURI address, Process process) {
        this.port = port;
        this.address = address;
        this.process = process;
    }

    static RedisProcess start(Path folder, String... settings) {
        return start(freePort(), folder, settings);
    }

    /** @param settings lines of the configuration file; {@code sentinel} alone makes it a Sentinel */
    static RedisProcess start(int port, Path folder, String... settings) {
        var own = List.of(
                "port " + port,
                "bind 127.0.0.1",
                "dir " + folder,
                "save \"\"",
                "cluster-config-file nodes-" + port + ".conf");
        return launch(port, RedisURI.create("127.0.0.1", port), folder, own, settings);
    }

    static RedisProcess startSentinel(Path folder, String... settings) {
        var port = freePort();
        var own = List.of("port " + port, "bind 127.0.0.1", "dir " + folder, "sentinel resolve-hostnames yes");
        return launch(port, RedisURI.create("127.0.0.1", port), folder, own, settings, "--sentinel");
    }

    /** Without a port for plain connections. */
    static RedisProcess startWithTls(Path folder, RedisURI address, String... settings) {
        var own = List.of("port 0", "tls-port " + address.getPort(), "bind 127.0.0.1", "dir " + folder, "save \"\"");
        return launch(address.getPort(), address, folder, own, settings);
    }

    private static RedisProcess launch(
            int port, RedisURI address, Path folder, List<String> own, String[] settings, String... arguments) {
        try {
            var file = folder.resolve("redis-" + port + ".conf");
            Files.write(file, Stream.concat(own.stream(), Stream.of(settings)).toList());
            var command = new ArrayList<String>();
            command.add(RedisExecProvider.defaultProvider().get().toString());
            command.add(file.toString());
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis-" + port + ".log").toFile())
                    .start();
            return new RedisProcess(port, address, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    boolean answers() {
        try {
            return call(RedisCommands::ping).equals("PONG");
        } catch (RuntimeException e) {
            return false;
        }
    }

    <T> T call(Function<RedisCommands<String, String>, T> commands) {
        try (var client = RedisClient.create(address);
                var connection = client.connect()) {
            return commands.apply(connection.sync());
        }
    }

    /** For commands that the client library has no method for. */
    List<Object> raw(CommandType command, String... arguments) {
        var given = new CommandArgs<>(StringCodec.UTF8);
        Stream.of(arguments).forEach(given::add);
        return call(commands -> commands.dispatch(command, new ArrayOutput<>(StringCodec.UTF8), given));
    }

    String info(String section) {
        return call(commands -> commands.info(section));
    }

    List<String> zonesInStream() {
        return call(commands -> commands.xrange(TestRedis.STREAM, Range.unbounded())).stream()
                .map(entry -> entry.getBody().getOrDefault("zone_id", ""))
                .toList();
    }

    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    static int freePort() {
        // A node of a cluster also takes the port 10,000 above its own.
        for (var attempt = 0; attempt < 100; attempt++) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (socket.getLocalPort() < 55_000) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no free port below 55000");
    }
}

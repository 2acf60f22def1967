package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Loopback;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import redis.embedded.RedisExecProvider;

/** A Redis of the test's own, every write on disk before it is acknowledged, that comes back on the same port. */
final class RigRedis implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private final Path folder;
    private final Path executable;
    private final int port = Loopback.freePort();
    private @Nullable Process process;

    private RigRedis(Path folder, Path executable) {
        this.folder = folder;
        this.executable = executable;
    }

    static RigRedis inFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            var redis = new RigRedis(
                    folder, RedisExecProvider.defaultProvider().get().toPath());
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            redis.start();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        try {
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("redis.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("Redis to answer")
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(20))
                .until(this::answers);
    }

    /** SIGTERM. */
    void stop() {
        var running = running();
        running.destroy();
        awaitEnd(running);
    }

    /** {@code kill -9}. */
    void kill() {
        var running = running();
        running.destroyForcibly();
        awaitEnd(running);
    }

    /** Starts it again without anything that it had. */
    void startEmpty() {
        FileSystemUtils.deleteRecursively(folder.resolve("appendonlydir").toFile());
        start();
    }

    /** A black hole: connections are still taken by the kernel, and nothing answers on them. */
    void pause() {
        Signals.send("STOP", List.of(running().toHandle()));
    }

    void resume() {
        Signals.send("CONT", List.of(running().toHandle()));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    int port() {
        return port;
    }

    RedisURI uri() {
        return RedisURI.create("127.0.0.1", port);
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Redis was never started");
        }
        return process;
    }

    private static void awaitEnd(Process ending) {
        try {
            assertThat(ending.waitFor(10, TimeUnit.SECONDS)).as("Redis ends").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command() {
        return List.of(
                executable.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                "");
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}

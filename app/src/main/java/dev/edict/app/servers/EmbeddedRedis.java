package dev.edict.app.servers;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redis.embedded.RedisExecProvider;

/**
 * A real redis-server whose append-only file lives in the data folder.
 *
 * <p>It is started as a daemon, a session of its own: Ctrl-C goes to the whole foreground process group, and must not
 * reach Redis before Edict is through with it. Every write is synced before it is acknowledged: the relay does not send
 * an acknowledged entry again, so a power cut must not lose one.
 */
final class EmbeddedRedis implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 20;

    private final Path folder;
    private final int port;

    private EmbeddedRedis(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static EmbeddedRedis start(Path folder) {
        try {
            Files.createDirectories(folder);
            var redis = new EmbeddedRedis(folder, freePort());
            redis.launch(executable(folder));
            redis.awaitReady();
            return redis;
        } catch (IOException e) {
            throw new StartRefused(
                    "The embedded Redis did not start: %s.".formatted(e.getMessage()),
                    "Look into %s, or set DATABASE_URL and REDIS_URL to use your own servers."
                            .formatted(folder.resolve("redis.log")));
        }
    }

    /** Kept beside the data, so that a running server can be told by its path. */
    private static Path executable(Path folder) throws IOException {
        var extracted = RedisExecProvider.defaultProvider().get().toPath();
        var kept = folder.resolve("redis-server");
        if (!Files.exists(kept) || Files.mismatch(kept, extracted) >= 0) {
            Files.copy(extracted, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return kept;
    }

    private void launch(Path executable) throws IOException {
        Files.deleteIfExists(pidFile());
        var launcher = new ProcessBuilder(List.of(
                        executable.toString(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--daemonize",
                        "yes",
                        "--pidfile",
                        pidFile().toString(),
                        "--logfile",
                        folder.resolve("redis.log").toString(),
                        "--dir",
                        folder.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--save",
                        "",
                        "--maxmemory-policy",
                        "noeviction"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || launcher.exitValue() != 0) {
                throw new IOException("redis-server did not go into the background");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis was starting", e);
        }
    }

    private void awaitReady() throws IOException {
        var deadline = Instant.now().plus(PATIENCE);
        while (!(answersPing() && Files.exists(pidFile()))) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("redis-server does not answer on port " + port);
            }
            pause();
        }
    }

    private boolean answersPing() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(1));
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis was starting", e);
        }
    }

    private Path pidFile() {
        return folder.resolve("redis.pid");
    }

    int port() {
        return port;
    }

    /** Lets Redis write what it holds and end; only the process its own pid file names is ever signalled. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()));
        if (process.isEmpty() || !process.get().destroy()) {
            return;
        }
        try {
            process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("redis-server did not end within " + PATIENCE, e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

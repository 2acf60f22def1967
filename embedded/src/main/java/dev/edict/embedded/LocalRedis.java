package dev.edict.embedded;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisExecProvider;

/** An embedded Redis. */
final class LocalRedis implements LocalServer {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRedis.class);
    private static final Duration LONGEST_FORK = Duration.ofSeconds(10);

    /** Redis writes its pid file before it loads its data. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final Duration LONGEST_STOP_OF_AN_ORPHAN = Duration.ofSeconds(5);

    private final DataFolder folder;
    private final Path executable;
    private final Path data;
    private final ServerIdentity identity;
    private final int port;
    private volatile @Nullable ServerProcess process;

    private LocalRedis(DataFolder folder, Path executable, Path data, int port) {
        this.folder = folder;
        this.executable = executable;
        this.data = data;
        this.port = port;
        this.identity = new ServerIdentity(
                "Redis",
                RedisProgram.NAME,
                folder.programs(),
                List.of("--dir", data.toString()),
                new PidFile(data.resolve("redis.pid")));
    }

    /** Initializes a new folder; starts no server yet. */
    static LocalRedis prepare(DataFolder folder) {
        return new LocalRedis(folder, RedisProgram.unpackedIn(folder), folder.subfolder("redis"), Loopback.freePort());
    }

    @Override
    public String name() {
        return identity.server();
    }

    @Override
    public int port() {
        return port;
    }

    RedisURI uri() {
        return RedisURI.create(Loopback.ADDRESS, port);
    }

    String description() {
        return "Redis %s at %s:%d, %s in %s"
                .formatted(RedisExecProvider.redisVersion, Loopback.ADDRESS, port, Size.of(data), data);
    }

    @Override
    public void start() {
        stopOrphan();
        var log = new ServerLog(folder, "redis.log");
        try {
            Files.deleteIfExists(identity.pidFile().path());
            if (!ProcessResult.logging(command(log), log, LONGEST_FORK)) {
                throw log.refusal(name());
            }
        } catch (IOException e) {
            throw log.refusal(name(), String.valueOf(e.getMessage()));
        }
        awaitReady(log);
    }

    private void awaitReady(ServerLog log) {
        var pidFile = identity.pidFile();
        if (Pause.until(() -> !pidFile.lines().isEmpty(), LONGEST_SILENCE)) {
            // The file was deleted before, so it names the process that has just started.
            process = pidFile.process().orElse(null);
            if (Pause.until(() -> !isRunning() || answers(port), LONGEST_START) && isRunning()) {
                return;
            }
        }
        stop();
        throw log.refusal(name());
    }

    /** Stops a server that outlived a killed application. */
    void stopOrphan() {
        identity.survivor().ifPresent(orphan -> {
            end(orphan, LONGEST_STOP_OF_AN_ORPHAN);
            LOG.warn("Stopped Redis of an earlier run on {}, process {}", data, orphan.pid());
        });
    }

    @Override
    public boolean isRunning() {
        var current = process;
        return current != null && current.isRunning();
    }

    @Override
    public void stop() {
        Optional.ofNullable(process)
                .filter(ServerProcess::isRunning)
                .or(identity::proven)
                .ifPresent(running -> end(running, LONGEST_STOP));
    }

    private static void end(ServerProcess running, Duration longest) {
        running.handle().destroy();
        if (!running.awaitEnd(longest)) {
            LOG.warn("Redis, process {}, did not end in {} s and is killed", running.pid(), longest.toSeconds());
            running.kill();
        }
    }

    /**
     * Runs Redis as a daemon, which has a session of its own on every platform. Ctrl-C reaches every process of the
     * terminal's foreground group, and would end Redis while the application still needs it.
     *
     * <p>Every write is on disk before it is acknowledged. The relay resends only what was not acknowledged: an
     * invalidation that a power cut loses with {@code everysec} would never be sent again. The write rate is low.
     */
    private List<String> command(ServerLog log) {
        return List.of(
                executable.toString(),
                "--daemonize",
                "yes",
                // Otherwise Redis overwrites its arguments with a title, and could not be identified.
                "--set-proc-title",
                "no",
                "--pidfile",
                identity.pidFile().path().toString(),
                "--logfile",
                log.file().toString(),
                "--bind",
                Loopback.ADDRESS,
                "--port",
                Integer.toString(port),
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction");
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(Loopback.inetAddress(), port), 1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            // Redis also answers while it loads its data, with an error.
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}

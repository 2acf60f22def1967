package dev.edict.app.servers;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import redis.embedded.RedisExecProvider;

/**
 * A Redis of our own. Only the executable is the library's: its launcher installs a shutdown hook, which would stop
 * Redis while the application still uses it.
 */
final class LocalRedis implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final String EXECUTABLE = "redis-server";

    private final int port;
    private final Path data;
    private final PidFile pidFile;
    private final ProcessHandle process;

    private LocalRedis(int port, Path data, PidFile pidFile, ProcessHandle process) {
        this.port = port;
        this.data = data;
        this.pidFile = pidFile;
        this.process = process;
    }

    static LocalRedis start(DataFolder folder) {
        var data = folder.subfolder("redis");
        var pidFile = new PidFile(data.resolve("redis.pid"));
        pidFile.refuseSurvivor("Redis", EXECUTABLE);
        var log = new ServerLog(folder.resolve("redis.log"));
        try {
            Files.deleteIfExists(pidFile.path());
            int port = Loopback.freePort();
            var launcher = new ProcessBuilder(
                            command(executable(folder), port, data, pidFile, folder.resolve("redis.log")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.redirect())
                    .start();
            if (launcher.waitFor() != 0) {
                throw log.refusal("Redis");
            }
            return new LocalRedis(port, data, pidFile, awaitReady(port, pidFile, log));
        } catch (IOException e) {
            throw new StartRefused("Redis cannot be started (" + e + ")", "check the data folder " + folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("starting was interrupted", "start again");
        }
    }

    RedisURI uri() {
        return RedisURI.create(Loopback.ADDRESS, port);
    }

    String description() {
        return "Redis %s at %s:%d, %s in %s"
                .formatted(RedisExecProvider.redisVersion, Loopback.ADDRESS, port, Size.of(data), data);
    }

    @Override
    public void close() {
        process.destroy();
        if (!pidFile.awaitEnd(process, LONGEST_STOP)) {
            process.destroyForcibly();
        }
    }

    /**
     * Ctrl-C reaches every process of the terminal's foreground group, and Redis would be gone before the application
     * has finished with it. As a daemon it has a session of its own, on every platform.
     *
     * <p>Every write is on disk before it is acknowledged: the relay sends again only what was not acknowledged, so an
     * invalidation lost in a power cut with {@code everysec} would never be sent again. It writes little enough.
     */
    private static List<String> command(Path executable, int port, Path data, PidFile pidFile, Path log) {
        return List.of(
                executable.toString(),
                "--daemonize",
                "yes",
                "--pidfile",
                pidFile.path().toString(),
                "--logfile",
                log.toString(),
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

    /** Kept in the data folder: what the library unpacks is deleted with the application, and may sit on noexec. */
    private static Path executable(DataFolder folder) throws IOException {
        var kept = folder.subfolder("programs")
                .resolve(String.join("-", EXECUTABLE, RedisExecProvider.redisVersion, System.getProperty("os.arch")));
        if (!Files.isExecutable(kept)) {
            var aside = kept.resolveSibling(kept.getFileName() + ".new");
            unpack(aside);
            if (!aside.toFile().setExecutable(true)) {
                throw new IOException(aside + " cannot be made executable");
            }
            Files.move(aside, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        return kept;
    }

    private static void unpack(Path target) throws IOException {
        try {
            var unpacked = RedisExecProvider.defaultProvider().get().toPath();
            Files.copy(unpacked, target, StandardCopyOption.REPLACE_EXISTING);
            // A relative path is an executable that the library found lying in the working directory: not ours.
            if (unpacked.isAbsolute()) {
                Files.delete(unpacked);
                Files.delete(unpacked.getParent());
            }
        } catch (IllegalArgumentException e) {
            throw new StartRefused("there is no embedded Redis for this platform", "set DATABASE_URL and REDIS_URL");
        }
    }

    private static ProcessHandle awaitReady(int port, PidFile pidFile, ServerLog log) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        boolean seen = false;
        while (System.nanoTime() < deadline) {
            var process = pidFile.process();
            if (process.isPresent() && answers(port)) {
                return process.get();
            }
            if (seen && process.isEmpty()) {
                throw log.refusal("Redis");
            }
            seen = process.isPresent();
            PidFile.pause();
        }
        pidFile.process().ifPresent(ProcessHandle::destroy);
        throw log.refusal("Redis");
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(Loopback.inetAddress(), port), 1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            // While it still loads its data it answers too, with an error.
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}

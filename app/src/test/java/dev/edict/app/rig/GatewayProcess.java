package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import dev.edict.replica.redis.RedisStream;
import dev.edict.replica.redis.StreamKey;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A {@link CallingGateway} in a process of its own, which gets signals and whose wall clock can be set. */
final class GatewayProcess implements AutoCloseable {

    /** Debian's package {@code faketime}; {@code LIBFAKETIME} names the library elsewhere. */
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/faketime/libfaketimeMT.so.1");

    private final ProcessBuilder builder;
    private final Path clock;
    private @Nullable Process process;

    private GatewayProcess(ProcessBuilder builder, Path clock) {
        this.builder = builder;
        this.clock = clock;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * A gateway that is not started yet.
     *
     * @param folder for its log, its bundles and its output
     * @param ways ports of this machine that lead to the control plane and to Redis
     */
    static GatewayProcess in(Path folder, String id, Ways ways, List<String> zones, Duration budget) {
        var clock = folder.resolve("clock");
        var command = Stream.concat(
                        Program.JVM.stream(),
                        Stream.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                GatewayProcess.class.getName(),
                                folder.toString(),
                                id,
                                String.valueOf(ways.controlPlane()),
                                String.valueOf(ways.redis()),
                                String.join(",", zones),
                                String.valueOf(budget.toSeconds())))
                .toList();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.log").toFile()));
        var gateway = new GatewayProcess(builder, clock);
        gateway.setWallClock(Duration.ZERO);
        return gateway;
    }

    /** Ports of this machine. */
    record Ways(int controlPlane, int redis) {}

    /** Whether the machine has what sets the wall clock of one process. */
    static Optional<Path> clockLibrary() {
        return Stream.concat(Optional.ofNullable(System.getenv("LIBFAKETIME")).stream(), LIBRARIES.stream())
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    /** Its wall clock follows {@link #setWallClock} from its next start on; the monotonic clock stays the kernel's. */
    GatewayProcess withClock(Path library) {
        builder.environment()
                .putAll(Map.of(
                        "LD_PRELOAD", library.toString(),
                        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                        "FAKETIME_CACHE_DURATION", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "DONT_FAKE_MONOTONIC", "1"));
        return this;
    }

    GatewayProcess start() {
        try {
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By how much it is ahead of the machine's. */
    void setWallClock(Duration ahead) {
        try {
            var next = Files.writeString(clock.resolveSibling("clock.next"), "%+d\n".formatted(ahead.toSeconds()));
            Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pause() {
        Signals.send("STOP", List.of(running().toHandle()));
    }

    void resume() {
        Signals.send("CONT", List.of(running().toHandle()));
    }

    /** {@code kill -9}. */
    void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the gateway was never started");
        }
        return process;
    }

    private void awaitEnd() {
        try {
            assertThat(running().waitFor(20, TimeUnit.SECONDS))
                    .as("the gateway ends")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    static Path log(Path folder) {
        return folder.resolve("calls.log");
    }

    /** The gateway itself, which runs until it is killed. */
    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
        var folder = Path.of(arguments[0]);
        var client = ControlPlaneClient.at(URI.create("http://127.0.0.1:" + arguments[2]), () -> RigServers.TOKEN);
        var redis = RedisStream.at(
                RedisURI.create("127.0.0.1", Integer.parseInt(arguments[3])), StreamKey.parse(RigServers.STREAMS_KEY));
        CallingGateway.start(
                log(folder),
                new HttpBundleSource(client),
                List.of(arguments[4].split(",", -1)),
                settings -> settings.stalenessBudget(Duration.ofSeconds(Long.parseLong(arguments[5])))
                        .folder(folder.resolve("bundles"))
                        .redis(redis)
                        .reportingTo(client, arguments[1]));
    }
}

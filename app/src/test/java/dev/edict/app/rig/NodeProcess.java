package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An Edict in a process of its own, on a port it keeps however often it is started, with what it printed. */
public final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final ProcessBuilder builder;
    private final int port = Loopback.freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private CountDownLatch announced = new CountDownLatch(1);
    private long startedNanos;
    private @Nullable Process process;

    NodeProcess(List<String> command, Map<String, String> environment) {
        builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.endsWith("_URL") || name.endsWith("_TOKEN"));
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("API_V1_RATE_LIMIT_PER_MIN", "0");
        builder.environment().put("EDICT_REQUESTS_PER_TOKEN", "0");
        builder.environment().put("READY_RATE_LIMIT_PER_MIN", "0");
        // Nothing but the tests writes to the log.
        builder.environment().put("EDICT_DECISION_POINT", "off");
        builder.environment().putAll(environment);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** As a user starts it. */
    public static NodeProcess packaged(Map<String, String> environment) {
        return new NodeProcess(Program.packaged(), environment);
    }

    /** By its launcher. */
    public static NodeProcess launched(Path launcher, Map<String, String> environment) {
        return new NodeProcess(List.of(launcher.toString()), environment);
    }

    /** The same program, started sooner. */
    public static NodeProcess quick(Map<String, String> environment) {
        return new NodeProcess(Program.quick(), environment);
    }

    /** The same program, to run for longer than a test does. */
    public static NodeProcess lasting(Map<String, String> environment) {
        return new NodeProcess(Program.lasting(), environment);
    }

    /** A subcommand. */
    static NodeProcess command(Map<String, String> environment, String... arguments) {
        return new NodeProcess(
                Stream.concat(Program.quick().stream(), Stream.of(arguments)).toList(), environment);
    }

    /** The application with {@link CrashingEdict} around it, to be given orders through {@link #tell}. */
    static NodeProcess crashing(Map<String, String> environment) {
        return new NodeProcess(Program.wrappedBy(CrashingEdict.class), environment);
    }

    /** Starts it, for the first time or again. */
    public NodeProcess start() {
        printed.clear();
        announced = new CountDownLatch(1);
        startedNanos = System.nanoTime();
        Process started;
        try {
            started = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = started;
        var latch = announced;
        var reader = new Thread(() -> read(started, latch), "node-output");
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    private void read(Process from, CountDownLatch latch) {
        try (var lines = from.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                printed.add(line);
                if (line.contains("Edict is ready")) {
                    latch.countDown();
                }
            });
        } catch (IOException | UncheckedIOException e) {
            printed.add("… and no more: " + e.getMessage());
        } finally {
            latch.countDown();
        }
    }

    /** Waits until it says that it is ready. */
    public NodeProcess awaitAnnounced() throws InterruptedException {
        assertThat(announced.await(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        && process().isAlive())
                .as(this::output)
                .isTrue();
        return this;
    }

    /** Waits until {@code /ready} says 200, and returns how long that took from the start. */
    Duration awaitReady() {
        await("the node to be ready")
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertThat(process().isAlive()).as(this::output).isTrue())
                .until(() -> status("/ready") == 200);
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    int status(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process().destroyForcibly();
        awaitExit();
    }

    void pause() {
        Signals.send("STOP", List.of(process().toHandle()));
    }

    void resume() {
        Signals.send("CONT", List.of(process().toHandle()));
    }

    /** Ends it as Ctrl-C or a service manager does, and returns the exit code. */
    public int terminate() throws InterruptedException {
        process().destroy();
        return awaitExit();
    }

    /** Waits until it has ended, and returns the exit code. */
    public int awaitExit() throws InterruptedException {
        assertThat(process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as(this::output)
                .isTrue();
        return process().exitValue();
    }

    /** Has a {@link #crashing} node work under it from now on. */
    void commit(Sabotage act) {
        tell(act.name());
        await("the node to have understood")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> printed.contains(act.name()));
    }

    /** Writes a line to its standard input. */
    void tell(String line) {
        try {
            var input = process().outputWriter(StandardCharsets.UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process().pid();
    }

    /** Where it answers. */
    public int port() {
        return port;
    }

    /** The first place where what it printed matches. */
    public MatchResult printed(String pattern) {
        return printed.stream()
                .flatMap(line -> Pattern.compile(pattern).matcher(line).results())
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " was not printed:\n" + output()));
    }

    /** Everything it printed since its last start. */
    public String output() {
        return String.join("\n", printed);
    }

    /** Ends it in order if it can, so that it can end what it started. */
    @Override
    public void close() {
        var current = process;
        if (current == null || !current.isAlive()) {
            return;
        }
        resume();
        current.destroy();
        current.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(e -> current.destroyForcibly())
                .join();
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("the node was never started");
        }
        return process;
    }
}

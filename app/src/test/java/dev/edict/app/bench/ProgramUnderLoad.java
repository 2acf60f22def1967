package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.rig.NodeProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program with its own PostgreSQL, and how fast it is beside many that wait for changes. Prints a table in
 * Markdown.
 */
final class ProgramUnderLoad {

    static final int ACTIVATIONS_PER_SECOND = 20;
    static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final String TOKEN = "bench-token-of-sixteen-or-more";
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final NodeProcess node;
    private final Api api;
    private final List<String> broken = new ArrayList<>();

    private ProgramUnderLoad(NodeProcess node) {
        this.node = node;
        this.api = new Api(node.port(), TOKEN);
    }

    /** What is measured, and which limits it has. */
    interface Bench {
        void run(ProgramUnderLoad program) throws InterruptedException;
    }

    /** Starts the program, runs the bench, and exits with 1 if a limit was broken. */
    static void exitAfter(Bench bench) throws Exception {
        var folder = Files.createTempDirectory("edict-bench");
        var environment = Map.of(
                "EDICT_DATA",
                folder.resolve("data").toString(),
                "EDICT_ADMIN_TOKEN",
                TOKEN,
                "EDICT_CONNECTIONS_PER_ADDRESS",
                "0",
                "EDICT_REQUESTS_PER_ADDRESS",
                "0");
        List<String> broken;
        try (var node = NodeProcess.lasting(environment)) {
            var program = new ProgramUnderLoad(node.start().awaitAnnounced());
            OUT.println("load average before: " + loadAverage());
            bench.run(program);
            OUT.println("load average after: " + loadAverage());
            broken = program.broken;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        broken.forEach(what -> OUT.println("BROKEN: " + what));
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    Api api() {
        return api;
    }

    int port() {
        return node.port();
    }

    /** Says that a limit was broken. */
    void breaks(String limit) {
        broken.add(limit);
    }

    /**
     * Prints the head of the table.
     *
     * @param read name of what is read
     * @param answers name of what those that wait get
     * @param delay from where to where their answers are timed
     */
    void printHead(String read, String answers, String delay) {
        OUT.println(
                "| %d activations/s, and | %s p50 ms | p99 ms | longest ms | activate p50 ms | p99 ms | longest ms |"
                                .formatted(ACTIVATIONS_PER_SECOND, read)
                        + " %s/s | %s p50 ms | p99 ms | threads | resident MiB |".formatted(answers, delay));
        OUT.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    }

    /** How fast reads and activations were, and how many threads the program had meanwhile. */
    record Measured(OpenLoop reads, OpenLoop activations, long threads) {}

    /** Prints a row of the table. A read, an activation or one that waits and fails breaks a limit. */
    Measured measure(String what, Waiting waiting, int readsPerSecond, Runnable read, Runnable activate)
            throws InterruptedException {
        var activations = OpenLoop.start(ACTIVATIONS_PER_SECOND, activate);
        ClosedLoop.run(1, WARM_UP, read);
        waiting.reset();
        var before = waiting.answers();
        var reads = OpenLoop.run(readsPerSecond, MEASURED, read);
        var answered = (waiting.answers() - before) / (double) MEASURED.toSeconds();
        var measured = new Measured(reads, activations, status("Threads"));
        var resident = status("VmRSS") / 1024;
        activations.stop();
        OUT.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %s | %d | %d |%n",
                what,
                reads.latencies().columns(),
                activations.latencies().columns(),
                answered,
                waiting.delays(),
                measured.threads(),
                resident);
        Stream.of(reads, activations)
                .map(OpenLoop::latencies)
                .filter(latencies -> latencies.failures() > 0)
                .forEach(latencies -> breaks("%s: %s".formatted(what, latencies)));
        waiting.failure().ifPresent(failure -> breaks("%s: %s".formatted(what, failure)));
        return measured;
    }

    private static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number of {@code /proc/<pid>/status}. */
    private long status(String name) {
        try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(node.pid())))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/**
 * What a thousand Open Policy Agents cost, five in each of 200 zones, beside 20 activations a second and reads: the
 * packaged program with its own PostgreSQL. Prints a table in Markdown, and ends with 1 if reads take more than a second
 * at p99, or if bundles do, or if agents take threads.
 */
final class WaitingOpasBench {

    private static final String TOKEN = "bench-token-of-sixteen-or-more";
    private static final int ZONES = 200;
    private static final int AGENTS_PER_ZONE = 5;
    private static final int READS_PER_SECOND = 50;
    private static final int ACTIVATIONS_PER_SECOND = 20;
    private static final int LONGEST_MILLIS = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final NodeProcess node;
    private final Api api;
    private final List<Api.Governed> zones = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<String> broken = new ArrayList<>();

    private WaitingOpasBench(NodeProcess node) {
        this.node = node;
        this.api = new Api(node.port(), TOKEN);
        for (int n = 0; n < ZONES; n++) {
            zones.add(api.governed(2));
        }
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("edict-opas");
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
            var bench = new WaitingOpasBench(node.start().awaitAnnounced());
            bench.run();
            broken = bench.broken;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        broken.forEach(what -> OUT.println("BROKEN: " + what));
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private void run() throws InterruptedException {
        var tokens = new HashMap<String, String>();
        zones.forEach(zone -> tokens.put(zone.zoneId(), token(zone.zoneId())));
        ClosedLoop.run(2, WARM_UP, this::read);
        try (var noAgents = new WaitingOpas(node.port(), Map.of(), AGENTS_PER_ZONE)) {
            ClosedLoop.run(2, WARM_UP, () -> activate(noAgents));
        }
        OUT.println("load average before: " + loadAverage());
        OUT.println(
                "| %d activations/s, and | read p50 ms | p99 ms | longest ms | activate p50 ms | p99 ms | longest ms |"
                                .formatted(ACTIVATIONS_PER_SECOND)
                        + " bundles/s | activation to bundle p50 ms | p99 ms | threads | resident MiB |");
        OUT.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var without = measure("no agents", Map.of());
        var with = measure("1,000 agents", tokens);
        var later = measure("the same, once more", tokens);
        if (Math.max(with, later) > without + 150) {
            broken.add("agents take %d threads".formatted(Math.max(with, later) - without));
        }
        OUT.println("load average after: " + loadAverage());
    }

    private String token(String zoneId) {
        return api.post(
                        "/v1/admin-tokens",
                        Map.of(
                                "name",
                                Api.uniqueName("opas"),
                                "capability",
                                "replica",
                                "scope",
                                "zone",
                                "zone_id",
                                zoneId))
                .expect(201)
                .text("token");
    }

    private void read() {
        api.active(zones.get(0).zoneId()).expect(200);
    }

    private long measure(String what, Map<String, String> tokens) throws InterruptedException {
        try (var agents = new WaitingOpas(node.port(), tokens, AGENTS_PER_ZONE)) {
            var activations = OpenLoop.start(ACTIVATIONS_PER_SECOND, () -> activate(agents));
            ClosedLoop.run(1, WARM_UP, this::read);
            agents.reset();
            var before = agents.answers();
            var reads = OpenLoop.run(READS_PER_SECOND, MEASURED, this::read);
            var answered = (agents.answers() - before) / (double) MEASURED.toSeconds();
            var threads = status("Threads");
            activations.stop();
            OUT.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.0f | %s | %d | %d |%n",
                    what,
                    reads.latencies().columns(),
                    activations.latencies().columns(),
                    answered,
                    agents.delays() == 0 ? "– | –" : "%.0f | %.0f".formatted(agents.delay(50), agents.delay(99)),
                    threads,
                    status("VmRSS") / 1024);
            judge(what, reads, activations, agents);
            return threads;
        }
    }

    private void judge(String what, OpenLoop reads, OpenLoop activations, WaitingOpas agents) {
        agents.failure().ifPresent(failure -> broken.add("%s: %s".formatted(what, failure)));
        for (var loop : List.of(reads, activations)) {
            if (loop.latencies().failures() > 0 || loop.latencies().millis(99) > LONGEST_MILLIS) {
                broken.add("%s: %s, p99 %.0f ms"
                        .formatted(what, loop.latencies(), loop.latencies().millis(99)));
            }
        }
        if (agents.delays() > 0 && agents.delay(99) > LONGEST_MILLIS) {
            broken.add("%s: bundles take %.0f ms at p99".formatted(what, agents.delay(99)));
        }
    }

    private void activate(WaitingOpas agents) {
        var turn = next.getAndIncrement();
        var zone = zones.get(turn % ZONES);
        agents.activating(zone.zoneId());
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(turn / ZONES % 2))
                .expect(202);
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

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * What a thousand decision points that wait for a change cost the others: the packaged program with its own PostgreSQL,
 * 20 activations a second, and reads beside them; without feeds, with feeds of a zone in which nothing changes, and with
 * feeds that every activation answers. Prints a table in Markdown, and ends with 1 if feeds that wait make the Admin API
 * more than twice as slow, or take threads.
 */
final class WaitingFeedsBench {

    private static final String TOKEN = "bench-token-of-sixteen-or-more";
    private static final int TOKENS = 5;
    private static final int FEEDS_PER_TOKEN = 200;
    private static final int READS_PER_SECOND = 100;
    private static final int ACTIVATIONS_PER_SECOND = 20;
    private static final int MOST_MORE_THREADS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final NodeProcess node;
    private final Api api;
    private final Requests requests;
    private final List<String> broken = new ArrayList<>();

    private WaitingFeedsBench(NodeProcess node) {
        this.node = node;
        this.api = new Api(node.port(), TOKEN);
        var governed = api.governed(2);
        this.requests = new Requests(api, new LargeZone(governed, List.of(governed.policyId()), List.of()));
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("edict-feeds");
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
            var bench = new WaitingFeedsBench(node.start().awaitAnnounced());
            bench.run();
            broken = bench.broken;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        broken.forEach(what -> OUT.println("BROKEN: " + what));
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private void run() throws InterruptedException {
        var ofQuietZone = tokens(api.zone());
        var ofAllZones = tokens(null);
        ClosedLoop.run(2, WARM_UP, requests::get);
        ClosedLoop.run(2, WARM_UP, requests::activate);
        OUT.println(
                "| %d activations/s, and | get p50 ms | p99 ms | longest ms | activate p50 ms | p99 ms | longest ms |"
                                .formatted(ACTIVATIONS_PER_SECOND)
                        + " feed answers/s | change to answer p50 ms | p99 ms | threads | resident MiB |");
        OUT.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var without = measure("no feeds", List.of(), 0);
        measure("1 feed that is answered", ofAllZones.subList(0, 1), 1);
        var waiting = measure("1,000 feeds that wait", ofQuietZone, FEEDS_PER_TOKEN);
        measure("1,000 feeds that are answered", ofAllZones, FEEDS_PER_TOKEN);
        judge(without, waiting);
    }

    private List<String> tokens(@Nullable String zoneId) {
        return IntStream.range(0, TOKENS)
                .mapToObj(n ->
                        api.post("/v1/admin-tokens", token(zoneId)).expect(201).text("token"))
                .toList();
    }

    private static Map<String, Object> token(@Nullable String zoneId) {
        var name = Api.uniqueName("feeds");
        return zoneId == null
                ? Map.of("name", name, "capability", "replica", "scope", "global")
                : Map.of("name", name, "capability", "replica", "scope", "zone", "zone_id", zoneId);
    }

    private record Measured(OpenLoop reads, OpenLoop activations, long threads) {}

    private Measured measure(String what, List<String> tokens, int feedsPerToken) throws InterruptedException {
        try (var feeds = new WaitingFeeds(node.port(), tokens, feedsPerToken)) {
            var activations = OpenLoop.start(ACTIVATIONS_PER_SECOND, requests::activate);
            ClosedLoop.run(1, WARM_UP.dividedBy(2), requests::get);
            var before = feeds.answers();
            var reads = OpenLoop.run(READS_PER_SECOND, MEASURED, requests::get);
            var answered = (feeds.answers() - before) / (double) MEASURED.toSeconds();
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
                    feeds.delays(),
                    measured.threads(),
                    resident);
            Stream.of(reads, activations)
                    .map(OpenLoop::latencies)
                    .filter(latencies -> latencies.failures() > 0)
                    .forEach(latencies -> broken.add("%s: %s".formatted(what, latencies)));
            feeds.failure().ifPresent(failure -> broken.add("%s: %s".formatted(what, failure)));
            return measured;
        }
    }

    private void judge(Measured without, Measured waiting) {
        if (p99(waiting.reads()) > 2 * p99(without.reads())
                || p99(waiting.activations()) > 2 * p99(without.activations())) {
            broken.add("feeds that wait make the Admin API more than twice as slow");
        }
        if (waiting.threads() > without.threads() + MOST_MORE_THREADS) {
            broken.add("feeds that wait take %d threads".formatted(waiting.threads() - without.threads()));
        }
    }

    private static double p99(OpenLoop loop) {
        return loop.latencies().millis(99);
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

package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.rig.NodeProcess;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program with its own PostgreSQL (fsync on) under load from this process over loopback: 12,000 policies
 * in a zone, and 20 activations a second all the while. Prints a table in Markdown, and ends with 1 if a call failed, the
 * activations fell behind, or a read is slower than promised.
 */
final class LoadBench {

    private static final String TOKEN = "bench-token-of-sixteen-or-more";
    private static final int CLIENTS = 4;
    private static final int BESIDE_PER_SECOND = 20;
    private static final double LEAST_BESIDE_PER_SECOND = 19.5;
    private static final double LONGEST_P99_MILLIS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration CLOSED = Duration.ofSeconds(20);
    private static final Duration OPEN = Duration.ofSeconds(30);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final List<String> broken = new ArrayList<>();

    private LoadBench() {}

    public static void main(String[] arguments) throws Exception {
        var bench = new LoadBench();
        var folder = Files.createTempDirectory("edict-load");
        try (var node = node(folder)) {
            bench.run(node.start().awaitAnnounced());
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        bench.broken.forEach(what -> OUT.println("BROKEN: " + what));
        System.exit(bench.broken.isEmpty() ? 0 : 1);
    }

    private static NodeProcess node(Path folder) {
        var environment = Map.of("EDICT_DATA", folder.resolve("data").toString(), "EDICT_ADMIN_TOKEN", TOKEN);
        return NodeProcess.lasting(environment);
    }

    private void run(NodeProcess node) throws InterruptedException {
        var api = new Api(node.port(), TOKEN);
        var requests = new Requests(api, LargeZone.create(api, database(node)));
        var kinds = List.of(
                new Kind("list policies, 200 a page", 50, true, requests::list),
                new Kind("get a policy", 100, true, requests::get),
                new Kind("activation status", 100, true, requests::status),
                new Kind("activate", 10, false, requests::activate),
                new Kind("create a policy", 10, false, requests::createPolicy),
                new Kind("add a version", 10, false, requests::addVersion));
        OUT.printf("%nload average before: %s%n%n", load());
        OUT.println(
                "| | asked for per s | p50 ms | p99 ms | longest ms | done per s by %d | p50 ms | p99 ms | longest ms |"
                        .formatted(CLIENTS));
        OUT.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (var kind : kinds) {
            ClosedLoop.run(CLIENTS, WARM_UP, kind.call());
        }
        var beside = OpenLoop.start(BESIDE_PER_SECOND, requests::activate);
        try {
            for (var kind : kinds) {
                measure(kind);
            }
        } finally {
            beside.stop();
        }
        judge(beside);
        OUT.printf("%nload average after: %s%n", load());
    }

    /** A kind of request, and the rate at which its latency is measured. */
    private record Kind(String name, int perSecond, boolean isPromised, Runnable call) {}

    private void measure(Kind kind) throws InterruptedException {
        var closed = ClosedLoop.run(CLIENTS, CLOSED, kind.call());
        var open = OpenLoop.run(kind.perSecond(), OPEN, kind.call());
        OUT.printf(
                Locale.ROOT,
                "| %s | %d | %s | %.0f | %s |%n",
                kind.name(),
                kind.perSecond(),
                open.latencies().columns(),
                closed.perSecond(),
                closed.latencies().columns());
        requireNoFailure(kind.name(), closed.latencies());
        requireNoFailure(kind.name(), open.latencies());
        if (kind.isPromised() && open.latencies().millis(99) > LONGEST_P99_MILLIS) {
            broken.add("p99 of %s is above %.0f ms".formatted(kind.name(), LONGEST_P99_MILLIS));
        }
    }

    private void judge(OpenLoop beside) {
        OUT.printf(
                Locale.ROOT,
                "| activations beside all of these | %d | %s | %.1f | | | |%n",
                BESIDE_PER_SECOND,
                beside.latencies().columns(),
                beside.perSecond());
        requireNoFailure("activations beside", beside.latencies());
        if (beside.perSecond() < LEAST_BESIDE_PER_SECOND) {
            broken.add("only %.1f activations per second beside".formatted(beside.perSecond()));
        }
    }

    private void requireNoFailure(String what, Latencies latencies) {
        if (latencies.failures() > 0) {
            broken.add("%s: %s".formatted(what, latencies));
        }
    }

    private static JdbcClient database(NodeProcess node) {
        var database = new PGSimpleDataSource();
        database.setURL("jdbc:postgresql://127.0.0.1:%s/edict?user=postgres"
                .formatted(
                        node.printed("PostgreSQL .* at 127\\.0\\.0\\.1:(\\d+)").group(1)));
        return JdbcClient.create(database);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}

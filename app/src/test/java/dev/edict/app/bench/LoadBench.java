package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The Admin API over loopback with 12,000 policies in a zone, while 20 activations a second run: each kind of read by
 * itself, then writes by themselves. Prints a table in Markdown.
 */
final class LoadBench {

    private static final int POLICIES = 12_000;
    private static final int CLIENTS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final long PACE_MILLIS = 50;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Api api;
    private final Api.Governed governed;

    private LoadBench(Edict edict) {
        this.api = edict.api();
        this.governed = api.governed(2);
        edict.owner()
                .sql(
                        """
                        insert into views.policies (id, zone_id, name, created_by, created_at)
                        select 'p' || n, :zone, 'policy ' || n, 'admin:bench', now() - n * interval '1 second'
                        from generate_series(1, :count) n
                        """)
                .param("zone", governed.zoneId())
                .param("count", POLICIES)
                .update();
        edict.owner().sql("analyze views.policies").update();
    }

    public static void main(String[] arguments) throws Exception {
        try (var edict = new Edict()) {
            new LoadBench(edict).run();
        }
    }

    private void run() throws Exception {
        var zone = "/v1/zones/" + governed.zoneId();
        var set = "%s/policy-sets/%s".formatted(zone, governed.policySetId());
        OUT.printf(
                "| %d clients, 20 activations/s beside | per second | p50 ms | p99 ms |%n|---|--:|--:|--:|%n", CLIENTS);
        try (var commands = new Paced()) {
            measure("list policies, 200 a page", () -> api.get(zone + "/policies"), 200);
            measure("get a policy", () -> api.get("%s/policies/%s".formatted(zone, governed.policyId())), 200);
            measure("activation status", () -> api.get(set + "/activation-status"), 200);
            commands.print();
        }
        measure(
                "create a policy set (no others beside)",
                () -> api.post(zone + "/policy-sets", Map.of("name", Api.uniqueName("bench"))),
                201);
    }

    private void measure(String what, Supplier<Api.Answer> call, int expected) throws Exception {
        round(call, expected, WARM_UP);
        var latencies = round(call, expected, TURN);
        print(what, latencies, TURN);
    }

    private static void print(String what, Histogram latencies, Duration time) {
        OUT.printf(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.1f |%n",
                what,
                latencies.getTotalCount() / (time.toMillis() / 1e3),
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3);
    }

    private static Histogram round(Supplier<Api.Answer> call, int expected, Duration time) throws Exception {
        var latencies = new ConcurrentHistogram(60_000_000, 3);
        var end = System.nanoTime() + time.toNanos();
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            var runs = Stream.generate(() -> pool.submit(() -> {
                        while (System.nanoTime() < end) {
                            var began = System.nanoTime();
                            call.get().expect(expected);
                            latencies.recordValue((System.nanoTime() - began) / 1_000);
                        }
                    }))
                    .limit(CLIENTS)
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            pool.shutdown();
        }
        return latencies;
    }

    /** Twenty activations a second, each sent when its time has come. */
    private final class Paced implements AutoCloseable {

        private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        private final Histogram latencies = new ConcurrentHistogram(60_000_000, 3);
        private final long began = System.nanoTime();
        private int next;

        Paced() {
            var unused = clock.scheduleAtFixedRate(this::activate, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void activate() {
            var sent = System.nanoTime();
            List<String> versions = governed.versionIds();
            api.activate(governed.zoneId(), governed.policySetId(), versions.get(next++ % versions.size()))
                    .expect(202);
            latencies.recordValue((System.nanoTime() - sent) / 1_000);
        }

        void print() {
            LoadBench.print("those activations", latencies, Duration.ofNanos(System.nanoTime() - began));
        }

        @Override
        public void close() {
            clock.shutdownNow();
        }
    }
}

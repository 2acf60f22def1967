package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What questions about the past cost in a log of ten million events: two rebuilds beside a bare scan of the same rows, the
 * second one with reads meanwhile; then pages of timelines, searches for words, states at an instant, and a file. Prints
 * tables in Markdown, and ends with 1 if an aim is missed.
 */
final class PastBench {

    private static final long EVENTS = Long.getLong("edict.bench.events", 10_000_000);
    private static final long LINES = 1_000_000;
    private static final int QUESTIONS = 1_000;
    private static final double LEAST_FOLDED_PER_SECOND = 15_000;
    private static final double LEAST_LINES_PER_SECOND = 50_000;
    private static final double MOST_SLOWED = 2;
    private static final int READS_PER_SECOND = 20;
    private static final int DAYS = 364;
    private static final String BIG = "/v1/zones/" + LongLog.BIG_ZONE;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Edict edict;
    private final Api api;
    private final JdbcClient unhurried;
    private final Random random = new Random(7);
    private final List<String> broken = new ArrayList<>();
    private long head;

    private PastBench(Edict edict, Connection connection) {
        this.edict = edict;
        this.api = edict.api();
        this.unhurried = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        int failures;
        try (var edict = new Edict();
                var connection = unhurried(edict)) {
            var bench = new PastBench(edict, connection);
            bench.run();
            bench.broken.forEach(what -> OUT.println("BROKEN: " + what));
            failures = bench.broken.size();
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static Connection unhurried(Edict edict) throws SQLException {
        try (var connection = edict.database().getConnection()) {
            var url = connection.getMetaData().getURL().replaceFirst("\\?.*", "?user=postgres");
            return DriverManager.getConnection(url + "&options=" + GrownHistory.OPTIONS.replace(" ", "%20"));
        }
    }

    private void run() throws InterruptedException {
        var timeline = edict.bean(Configuration.class)
                .eventProcessingConfiguration()
                .eventProcessor("timeline", StreamingEventProcessor.class)
                .orElseThrow();
        timeline.shutDown();
        LongLog.append(unhurried, EVENTS);
        head = unhurried
                .sql("select global_index from events.high_water")
                .query(Long.class)
                .single();
        OUT.printf(Locale.ROOT, "| %,d events | seconds | events/s |%n|---|--:|--:|%n", head);
        scan();
        rebuild("folded, compared and swapped in", true);
        timeline.resetTokens(StreamableMessageSource::createHeadToken);
        timeline.start();
        unhurried.sql("vacuum analyze views.timeline").update();
        rebuildWithReads();
        OUT.printf("%n| question | p50 ms | p95 ms | longest ms |%n|---|--:|--:|--:|%n");
        ask("page of 50 of a timeline", 15, () -> zone() + "/timeline?limit=50");
        ask("page of 50 of the largest zone", 15, () -> BIG + "/timeline?limit=50&until=" + instant());
        ask("changes of governance of the largest zone", 15, () -> BIG + "/activations?limit=50");
        ask("one kind of event in a zone", 15, () -> zone() + "/timeline?limit=50&event=zone.version_activated");
        ask("one actor in a zone", 15, () -> zone() + "/timeline?limit=50&actor=admin:team-" + random.nextInt(50));
        ask("frequent words in the largest zone", 100, () -> BIG + "/timeline?limit=50&text=activated%20limit");
        ask("rare words in all zones", 100, () -> "/v1/timeline?limit=50&text=change%20" + random.nextInt(100_000));
        ask("state of a zone at an instant", 20, () -> zone() + "/as-of?at=" + instant());
        export();
    }

    private String zone() {
        return "/v1/zones/z-" + random.nextInt(LongLog.ZONES);
    }

    /** Of the year in which the log was recorded. */
    private String instant() {
        return OffsetDateTime.now(ZoneOffset.UTC)
                .minusMinutes(random.nextLong(Duration.ofDays(DAYS).toMinutes()))
                .toString();
    }

    private void scan() {
        var began = System.nanoTime();
        unhurried
                .sql("select sum(length(payload) + length(metadata)) from (select * from events.domain_event"
                        + " order by global_index) e")
                .query(Long.class)
                .single();
        print("bare scan of the same rows", seconds(began));
    }

    private void rebuild(String what, boolean swap) {
        var watching = new Watching();
        edict.bean(ViewRebuild.class).run(View.ALL, swap, watching);
        print(what + ": folded, with its indexes", watching.folded);
        print(what + ": in all", seconds(watching.began));
        if (head / watching.folded < LEAST_FOLDED_PER_SECOND) {
            broken.add("fewer than %,.0f events folded a second".formatted(LEAST_FOLDED_PER_SECOND));
        }
    }

    private void rebuildWithReads() throws InterruptedException {
        Runnable read = () -> {
            var zone = ThreadLocalRandom.current().nextInt(LongLog.ZONES);
            api.get("/v1/zones/z-%d/timeline?limit=50".formatted(zone)).expect(200);
        };
        // The server compiles its code meanwhile; not counted.
        OpenLoop.run(READS_PER_SECOND, Duration.ofSeconds(20), read);
        var alone = OpenLoop.run(READS_PER_SECOND, Duration.ofSeconds(20), read).latencies();
        var reads = OpenLoop.start(READS_PER_SECOND, read);
        rebuild("again, with %d reads a second".formatted(READS_PER_SECOND), false);
        reads.stop();
        var meanwhile = reads.latencies();
        OUT.printf("%n| reads | p50 ms | p99 ms | longest ms |%n|---|--:|--:|--:|%n");
        OUT.printf("| alone | %s |%n", alone.columns());
        OUT.printf("| during a rebuild | %s |%n", meanwhile.columns());
        if (meanwhile.failures() > 0 || meanwhile.millis(99) > MOST_SLOWED * alone.millis(99)) {
            broken.add("a rebuild slows reads down to more than %.0f times their p99".formatted(MOST_SLOWED));
        }
    }

    private void ask(String what, double mostMillis, Supplier<String> question) {
        var latencies = new Latencies();
        for (int n = -QUESTIONS / 10; n < QUESTIONS; n++) {
            var path = question.get();
            if (n < 0) {
                api.get(path).expect(200);
            } else {
                latencies.time(System.nanoTime(), () -> api.get(path).expect(200));
            }
        }
        OUT.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                what,
                latencies.millis(50),
                latencies.millis(95),
                latencies.millis(100));
        if (latencies.failures() > 0 || latencies.millis(95) > mostMillis) {
            broken.add("%s: more than %.0f ms at p95, or a failure: %s".formatted(what, mostMillis, latencies));
        }
    }

    /** The beginning of a file of all zones. */
    private void export() {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/v1/timeline/export".formatted(edict.port())))
                .header("authorization", "Bearer " + edict.token())
                .build();
        var wanted = Math.min(LINES, head);
        var began = System.nanoTime();
        try (var lines = new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8))) {
            var read = lines.lines().limit(wanted).count();
            var rate = read / seconds(began);
            OUT.printf(Locale.ROOT, "%nfile: %,d lines, %,.0f a second%n", read, rate);
            if (read < wanted || rate < LEAST_LINES_PER_SECOND) {
                broken.add("fewer than %,.0f lines a second".formatted(LEAST_LINES_PER_SECOND));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void print(String what, double seconds) {
        OUT.printf(Locale.ROOT, "| %s | %.1f | %,.0f |%n", what, seconds, head / seconds);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** Takes the time until all is folded and the indexes are made, which the comparison follows. */
    private static final class Watching implements ViewRebuild.Watcher {

        private final long began = System.nanoTime();
        private double folded;
        private boolean isCompared;

        @Override
        public void progressed(long done, long head) {
            if (!isCompared) {
                folded = seconds(began);
            }
        }

        @Override
        public void compared(Comparison comparison) {
            isCompared = true;
        }
    }
}

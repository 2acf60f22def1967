package dev.edict.app.bench;

import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.rig.DecisionStream;
import dev.edict.app.rig.IngestServers;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * How soon a million decisions that wait in the stream are stored by the packaged program, beside a bare COPY of the same
 * rows into the same table and indexes, and how long a search takes among them. Prints tables in Markdown, and ends with 1
 * below 10,000 decisions a second, or above 15 ms at p95 of any search.
 */
final class IngestBench {

    private static final int EVENTS = Integer.getInteger("edict.bench.events", 1_000_000);
    private static final int WARM_UP = 200_000;
    private static final Duration SEARCH_FIRST = Duration.ofMinutes(1);
    private static final int SEARCHES = 300;
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final double LEAST_PER_SECOND = 10_000;
    private static final double LONGEST_MILLIS = 15;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final IngestServers servers;
    private final List<String> broken = new ArrayList<>();

    private IngestBench(IngestServers servers) {
        this.servers = servers;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("edict-ingest");
        try (var servers = IngestServers.start(folder)) {
            var bench = new IngestBench(servers);
            bench.run();
            bench.broken.forEach(OUT::println);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            System.exit(bench.broken.isEmpty() ? 0 : 1);
        }
    }

    private void run() throws Exception {
        var zoneId = servers.zone();
        servers.startNode();
        var took = ingest(zoneId);
        OUT.printf("%n| %,d decisions | a second |%n|---|--:|%n", EVENTS);
        var stored = EVENTS / took;
        OUT.printf(Locale.ROOT, "| taken from the stream, verified, stored once | %,.0f |%n", stored);
        OUT.printf(Locale.ROOT, "| bare COPY with the same indexes | %,.0f |%n", count() / copy(true));
        OUT.printf(Locale.ROOT, "| bare COPY without indexes | %,.0f |%n", count() / copy(false));
        if (stored < LEAST_PER_SECOND) {
            broken.add("fewer than %,.0f decisions a second".formatted(LEAST_PER_SECOND));
        }
        search(new Api(servers.port(), IngestServers.TOKEN), zoneId);
    }

    /** Seconds from the first decision that is stored to the last, of those that waited for a warm program. */
    private double ingest(String zoneId) throws InterruptedException {
        try (var stream = new DecisionStream(servers.redis(), zoneId)) {
            stream.send(WARM_UP);
            soon("the first ones").until(() -> count() >= WARM_UP);
            servers.pauseNode();
            stream.send(EVENTS);
        }
        servers.resumeNode();
        soon("the first batch").pollInterval(Duration.ofMillis(5)).until(() -> count() > WARM_UP);
        var began = System.nanoTime();
        var first = count() - WARM_UP;
        soon("all of them").until(() -> count() >= WARM_UP + EVENTS);
        return (System.nanoTime() - began) / 1e9 * EVENTS / (EVENTS - first);
    }

    /** Asks seldom, because the processors belong to the program. */
    private static ConditionFactory soon(String what) {
        return await(what).atMost(LONGEST).pollInterval(Duration.ofMillis(500));
    }

    /** By the sequence, which costs nothing to read. */
    private long count() {
        return servers.sql()
                .sql("select case when is_called then last_value else 0 end from bridge.audit_event_seq")
                .query(Long.class)
                .single();
    }

    /** Seconds for one statement that copies a file of the same rows. */
    private double copy(boolean indexed) {
        var sql = servers.sql();
        var file = sql.sql("select current_setting('data_directory') || '/rows.copy'")
                .query(String.class)
                .single();
        var columns =
                "id, zone_id, event_type, request_id, decision, policy_set_version_id, manifest_sha, evaluation_status,"
                        + " determining_policies_json, diagnostics_json, metadata_json, occurred_at, content_sha256, seq, reason,"
                        + " decision_point, received_sha256";
        run(sql, "copy (select %s from bridge.audit_events) to '%s'".formatted(columns, file));
        run(
                sql,
                "create table bridge.copied (like bridge.audit_events including %s) with (toast_tuple_target = 8160)"
                        .formatted(indexed ? "all" : "defaults"));
        var began = System.nanoTime();
        run(sql, "copy bridge.copied (%s) from '%s'".formatted(columns, file));
        var took = (System.nanoTime() - began) / 1e9;
        run(sql, "drop table bridge.copied");
        // The server's own file cannot be deleted by a statement.
        run(sql, "copy (select where false) to '%s'".formatted(file));
        return took;
    }

    private static void run(JdbcClient sql, String statement) {
        sql.sql(statement).update();
    }

    private void search(Api api, String zoneId) {
        servers.sql().sql("analyze bridge.audit_events").update();
        var searches = searches();
        var warm = System.nanoTime() + SEARCH_FIRST.toNanos();
        while (System.nanoTime() < warm) {
            searches.values().forEach(search -> api.get("/v1/zones/%s/audit?%s".formatted(zoneId, search))
                    .expect(200));
        }
        OUT.printf("%n| search | p50 ms | p95 ms |%n|---|--:|--:|%n");
        for (var search : searches.entrySet()) {
            var times = measure(api, "/v1/zones/%s/audit?%s".formatted(zoneId, search.getValue()));
            var p95 = times[times.length * 95 / 100];
            OUT.printf(Locale.ROOT, "| %s | %.1f | %.1f |%n", search.getKey(), times[times.length / 2], p95);
            if (p95 > LONGEST_MILLIS) {
                broken.add("%s takes %.1f ms at p95".formatted(search.getKey(), p95));
            }
        }
    }

    private Map<String, String> searches() {
        var middle = servers.sql()
                .sql(
                        "select to_char(min(occurred_at) + (max(occurred_at) - min(occurred_at)) / 2, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from bridge.audit_events")
                .query(String.class)
                .single();
        var one = servers.sql()
                .sql(
                        "select request_id, metadata_json ->> 'agent_session_id' as session from bridge.audit_events limit 1")
                .query()
                .singleRow();
        var searches = new LinkedHashMap<String, String>();
        searches.put("newest", "limit=100");
        searches.put("before a time", "until=" + middle);
        searches.put("denials", "decision=deny");
        searches.put("reason", "reason=reason_3");
        searches.put("application", "application_id=app-7");
        searches.put("resource", "resource=resource://r7");
        searches.put("label", "label=agents/7");
        searches.put("scope", "scope=read:7");
        searches.put("version", "policy_set_version_id=version-7");
        searches.put("decision point", "decision_point=edict:host:1");
        searches.put("request", "request_id=" + one.get("request_id"));
        searches.put("session", "session_id=" + one.get("session"));
        searches.put("denials of an application for a scope", "decision=deny&application_id=app-7&scope=read:7");
        return searches;
    }

    /** Sorted milliseconds. */
    private static double[] measure(Api api, String path) {
        var times = new double[SEARCHES];
        for (var i = 0; i < SEARCHES; i++) {
            var began = System.nanoTime();
            api.get(path).expect(200);
            times[i] = Duration.ofNanos(System.nanoTime() - began).toNanos() / 1e6;
        }
        Arrays.sort(times);
        return times;
    }
}

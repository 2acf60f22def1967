package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Provokes server-side errors for every kind of request: overload, and a database that is busy, broken or down. */
final class DescribedTroubles {

    private static final String NOWHERE = "postgres://nobody@127.0.0.1:1/edict";
    private static final String NO_REDIS = "redis://127.0.0.1:1";
    private static final Duration A_WHILE = Duration.ofSeconds(30);
    private static final int MORE_COMMANDS_THAN_ARE_LET_IN = 32;
    private static final int MORE_EVENTS_THAN_ARE_READ_UNDER_THE_LOCK = 1_100;
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    private static final int FEW = 60;
    private static final int FEW_AT_ONCE = 4;

    private static final List<String> TABLES =
            List.of("views.registered_zones", "views.governance", "command.admin_audit");

    private final DescribedApi api;
    private final Edict edict;
    private final String zoneId;

    /** With a zone that something governs. */
    DescribedTroubles(DescribedApi api, Edict edict) {
        this.api = api;
        this.edict = edict;
        var governed = api.governed(1);
        this.zoneId = governed.zoneId();
        api.activate(zoneId, governed.policySetId(), governed.versionIds().get(0))
                .expect(202);
    }

    void run() {
        busy();
        broken();
        readOnly();
        inconsistent();
        corrupted();
        var node = edict.another(Map.of(
                "edict.rate-limit.requests-per-minute", String.valueOf(FEW),
                "edict.concurrency.per-token", String.valueOf(FEW_AT_ONCE)));
        rebuilding(node);
        unreachable(node);
        limited(node);
        ending(node);
        starting();
    }

    private void busy() {
        new TransactionTemplate(new DataSourceTransactionManager(edict.bean("writePool", DataSource.class)))
                .executeWithoutResult(status -> {
                    edict.owner()
                            .sql("select 1 from pg_advisory_xact_lock(297498395476)")
                            .query()
                            .listOfRows();
                    TABLES.subList(0, 2).forEach(table -> edict.owner()
                            .sql("lock table %s in access exclusive mode".formatted(table))
                            .update());
                    var kinds = new ArrayList<>(List.of(RequestKind.CONTRACT_READ, RequestKind.OWN_READ));
                    for (int n = 0; n < MORE_COMMANDS_THAN_ARE_LET_IN; n++) {
                        kinds.add(RequestKind.CHANGES.get(n % 2));
                    }
                    var codes = together(kinds, kind -> kind.send(api, zoneId));
                    assertThat(codes).containsOnly("busy", "overloaded");
                });
    }

    private static List<String> together(List<RequestKind> kinds, Function<RequestKind, Api.Answer> call) {
        ExecutorService threads = Executors.newFixedThreadPool(kinds.size());
        try {
            return kinds.stream()
                    .map(kind -> CompletableFuture.supplyAsync(() -> call.apply(kind), threads))
                    .toList()
                    .stream()
                    .map(answer -> answer.join().text("error"))
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    private void broken() {
        TABLES.forEach(table -> rename(table, "", "_away"));
        try {
            each(kind -> kind.send(api, zoneId).refused(500, "internal_error"));
        } finally {
            TABLES.forEach(table -> rename(table, "_away", ""));
        }
    }

    /** As if the last event had been removed from the log. */
    private void inconsistent() {
        moveHighWaterMark(1);
        try {
            for (var kind : RequestKind.CHANGES) {
                var answer = kind.send(api, zoneId).refused(503, "log_inconsistent");
                assertThat(answer.headers().firstValue("retry-after")).isEmpty();
            }
            await("every node to see it")
                    .atMost(A_WHILE)
                    .until(() -> api.get("/ready").text("error").equals("log_inconsistent"));
            api.get("/ready").expect(503);
            api.active(zoneId).expect(200);
        } finally {
            moveHighWaterMark(-1);
        }
        await("this node to serve again")
                .atMost(A_WHILE)
                .until(() -> api.get("/ready").status() == 200);
    }

    /** A text that was changed directly in the database, in the log and in the views. */
    private void corrupted() {
        var text = Documents.GRANTS + "# " + Api.uniqueName("text") + "\n";
        var policy = api.policy(zoneId, text);
        var policySetId = api.policySet(zoneId);
        var versionId = api.seal(zoneId, policySetId, policy.versionId());
        changeText("content || ' '", text);
        try {
            var path = "/v1/zones/%s/policies/%s".formatted(zoneId, policy.policyId());
            api.get(path).refused(500, "content_corrupted");
            api.get(path + "/versions/" + policy.versionId()).refused(500, "content_corrupted");
            api.post(path + "/versions", Map.of("content", text)).refused(500, "content_corrupted");
            var set = "/v1/zones/%s/policy-sets/%s".formatted(zoneId, policySetId);
            api.post(set + "/versions", Map.of("manifest", List.of(Map.of("policy_version_id", policy.versionId()))))
                    .refused(500, "content_corrupted");
            api.get("%s/versions/%s/delta".formatted(set, versionId)).refused(500, "content_corrupted");
            api.get("%s/versions/%s/preview".formatted(set, versionId)).refused(500, "content_corrupted");
            corruptedCanary();
            corruptedSuite();
            corruptedReport(versionId);
            var input = Documents.mint(zoneId, "teller", "ledger:read");
            api.post(set + "/simulate", Map.of("version_id", versionId, "input", input))
                    .refused(500, "content_corrupted");
        } finally {
            changeText("rtrim(content, ' ')", text + " ");
        }
    }

    private void corruptedCanary() {
        var canaries = "/v1/zones/%s/canaries/".formatted(zoneId);
        var input = Documents.mint(zoneId, "teller", Api.uniqueName("scope"));
        var canary = JsonMapper.shared().writeValueAsString(Map.of("input", input, "expect", "deny"));
        api.send("PUT", canaries + "changed", canary, JSON).expect(201);
        edict.owner()
                .sql(
                        """
                        alter table events.content disable trigger append_only;
                        update events.content set content = content || ' ' where sha256 in (
                            select input_sha256 from views.canaries where zone_id = '%1$s');
                        update views.canaries set input = input || ' ' where zone_id = '%1$s';
                        alter table events.content enable trigger append_only
                        """
                                .formatted(zoneId))
                .update();
        api.send("PUT", canaries + "again", canary, JSON).refused(500, "content_corrupted");
        api.get(canaries + "changed").refused(500, "content_corrupted");
        api.get("/v1/zones/%s/canaries".formatted(zoneId)).refused(500, "content_corrupted");
    }

    private void corruptedReport(String versionId) {
        edict.owner()
                .sql(
                        """
                        insert into command.simulation (simulation_id, zone_id, policy_set_id, version_id,
                            manifest_sha256, engine, passed, failed, not_executed, verdict, report_sha256, suites,
                            suites_version, catalogue_version, contract, simulated_by, created_at)
                        values ('changed-%1$s', '%1$s', 's', '%2$s', 'm', 'embedded', 1, 0, 0, 'pass', 'sha', '[]', null, 0,
                            'unknown', 'a', now());
                        insert into command.simulation_report values ('changed-%1$s', '{}', now())
                        """
                                .formatted(zoneId, versionId))
                .update();
        api.get("/v1/zones/%s/simulations/changed-%1$s".formatted(zoneId)).refused(500, "content_corrupted");
    }

    private void corruptedSuite() {
        var suites = "/v1/zones/%s/suites/".formatted(zoneId);
        var input = Documents.mint(zoneId, "teller", Api.uniqueName("scope"));
        var cases = List.of(Map.of("name", "reads", "input", input, "expect", "deny"));
        var suite = JsonMapper.shared().writeValueAsString(Map.of("cases", cases));
        api.send("PUT", suites + "changed", suite, JSON).expect(201);
        edict.owner()
                .sql(
                        """
                        alter table events.content disable trigger append_only;
                        update events.content set content = content || ' ' where sha256 in (
                            select content_sha256 from views.suite_versions where zone_id = '%1$s');
                        update views.suite_versions set content = content || ' ' where zone_id = '%1$s';
                        alter table events.content enable trigger append_only
                        """
                                .formatted(zoneId))
                .update();
        api.send("PUT", suites + "again", suite, JSON).refused(500, "content_corrupted");
        api.get(suites + "changed").refused(500, "content_corrupted");
    }

    private void changeText(String to, String from) {
        edict.owner()
                .sql("alter table events.content disable trigger append_only")
                .update();
        for (var table : List.of("events.content", "views.policy_versions")) {
            edict.owner()
                    .sql("update %s set content = %s where content = :from".formatted(table, to))
                    .param("from", from)
                    .update();
        }
        edict.owner()
                .sql("alter table events.content enable trigger append_only")
                .update();
    }

    private void moveHighWaterMark(int by) {
        edict.owner()
                .sql(
                        """
                        alter table events.high_water disable trigger moved_by_appends_only;
                        update events.high_water set global_index = global_index + %d;
                        alter table events.high_water enable trigger moved_by_appends_only
                        """
                                .formatted(by))
                .update();
    }

    private void rename(String table, String from, String to) {
        var name = table.substring(table.indexOf('.') + 1);
        edict.owner()
                .sql("alter table %s%s rename to %s%s".formatted(table, from, name, to))
                .update();
    }

    private void readOnly() {
        ReadOnlyDatabase.during(
                edict,
                () -> RequestKind.CHANGES.forEach(kind -> kind.send(api, zoneId).refused(503, "postgres_read_only")));
    }

    /** A node that did not see it happen, and finds no snapshot of it. */
    private void rebuilding(Edict node) {
        var cold = api.of(node);
        var zone = longZone();
        cold.send("PATCH", "/v1/zones/" + zone, "{\"name\":\"never kept\"}", JSON)
                .refused(503, "snapshot_rebuilding");
        RequestKind.OWN_CHANGE.send(cold, longZone()).refused(503, "snapshot_rebuilding");
        await("the command to be served once the snapshot is there")
                .until(() -> cold.send("PATCH", "/v1/zones/" + zone, "{\"name\":\"kept\"}", JSON)
                                .status()
                        == 200);
    }

    private String longZone() {
        var zone = api.governed(1).zoneId();
        edict.owner()
                .sql(
                        """
                        insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                            event_type, revision, payload, metadata, occurred_at)
                        select gen_random_uuid()::text, aggregate_type, aggregate_id, n, 'zone.changed', '1',
                            format('{"zoneId":"%s","name":"Changed","slug":null,"dcrEnabled":null,'
                                '"operatorCoauthorBadge":null,"operatorGoverned":null}', aggregate_id),
                            metadata, occurred_at
                        from events.domain_event, generate_series(1, :events) n
                        where aggregate_id = :zone and sequence_number = 0 order by n
                        """)
                .param("events", MORE_EVENTS_THAN_ARE_READ_UNDER_THE_LOCK)
                .param("zone", zone)
                .update();
        return zone;
    }

    private void unreachable(Edict node) {
        var taken = new ArrayList<Connection>();
        try {
            Stream.of("queryPool", "writePool").forEach(pool -> takeAll(node.bean(pool, DataSource.class), taken));
            var cutOff = api.of(node);
            assertThat(together(Arrays.asList(RequestKind.values()), kind -> kind.send(cutOff, zoneId)))
                    .containsOnly("postgres_unreachable");
            var crowd = Collections.nCopies(FEW_AT_ONCE + 2, List.of(RequestKind.values())).stream()
                    .flatMap(List::stream)
                    .toList();
            assertThat(together(crowd, kind -> kind.send(cutOff, zoneId)))
                    .containsOnly("postgres_unreachable", "too_many_concurrent_requests");
        } finally {
            taken.forEach(DescribedTroubles::giveBack);
        }
    }

    private static void takeAll(DataSource pool, List<Connection> taken) {
        while (true) {
            try {
                taken.add(pool.getConnection());
            } catch (SQLException e) {
                return;
            }
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asked until it is refused: a budget grows again while it is spent. */
    private void limited(Edict node) {
        var limited = api.of(node);
        each(kind -> await("the budget of a minute to be spent")
                .atMost(A_WHILE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> kind.send(limited, "no-such-zone").status() == 429));
    }

    private void ending(Edict node) {
        var ended = api.of(node);
        var closing = CompletableFuture.runAsync(node::close);
        await("the node to let nobody in any more")
                .atMost(A_WHILE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ended.get("/v1/zones").text("error").equals("ending"));
        assertThat(together(Arrays.asList(RequestKind.values()), kind -> kind.send(ended, zoneId)))
                .containsOnly("ending");
        closing.join();
    }

    private void starting() {
        try (var node = Edict.on(NOWHERE, NO_REDIS, 0)) {
            var started = api.of(node);
            each(kind -> kind.send(started, zoneId).refused(503, "starting"));
            started.get("/ready").expect(503);
            started.get("/health").expect(200);
        }
    }

    private static void each(Consumer<RequestKind> call) {
        for (var kind : RequestKind.values()) {
            call.accept(kind);
        }
    }
}

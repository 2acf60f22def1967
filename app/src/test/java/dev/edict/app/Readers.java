package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Reads what the live views say again and again: over HTTP, and as a decision point does, with statements prepared once
 * and under plain names. Nothing is ever taken away meanwhile, so fewer rows than before are a partial read.
 */
final class Readers implements AutoCloseable {

    private static final Duration REST = Duration.ofMillis(10);
    private static final List<String> TABLES =
            List.of("policies", "policy_versions", "policy_sets", "policy_set_versions", "policy_set_bindings");

    private final Api api;
    private final List<Api.Governed> zones;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger tableRounds = new AtomicInteger();
    private final AtomicInteger apiRounds = new AtomicInteger();
    private final List<Thread> threads;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Readers(Api api, List<Api.Governed> zones, PGSimpleDataSource database) {
        this.api = api;
        this.zones = zones;
        database.setCurrentSchema("views,public");
        database.setPrepareThreshold(1);
        this.threads = List.of(
                new Thread(() -> readTables(database, true)),
                new Thread(() -> readTables(database, false)),
                new Thread(this::readApi));
        threads.forEach(Thread::start);
    }

    private void readTables(PGSimpleDataSource database, boolean eachOnItsOwn) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(eachOnItsOwn);
            var statements = new LinkedHashMap<String, PreparedStatement>();
            var seen = new LinkedHashMap<String, Integer>();
            for (var table : TABLES) {
                statements.put(table, connection.prepareStatement("select * from " + table));
            }
            var active = connection.prepareStatement(
                    """
                    select b.zone_id, count(p.content)
                    from policy_set_bindings b join policy_set_versions v on v.id = b.active_version_id
                        cross join jsonb_array_elements(v.manifest_json) m
                        join policy_versions p on p.id = m ->> 'policy_version_id'
                    group by b.zone_id
                    """);
            while (!isStopping()) {
                for (var table : statements.entrySet()) {
                    check(table.getKey(), rows(table.getValue()), seen);
                }
                check("governed zones", rows(active), seen);
                if (!eachOnItsOwn) {
                    connection.commit();
                }
                tableRounds.incrementAndGet();
            }
        } catch (SQLException | RuntimeException e) {
            failures.add(String.valueOf(e));
        }
    }

    private void check(String what, int rows, Map<String, Integer> seen) {
        var before = seen.merge(what, rows, Math::max);
        if (rows < before || rows < zones.size()) {
            failures.add("%d %s after %d".formatted(rows, what, before));
        }
    }

    private static int rows(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    private void readApi() {
        while (!isStopping()) {
            for (var zone : zones) {
                try {
                    var answer = api.active(zone.zoneId()).expect(200);
                    assertThat(zone.versionIds()).contains(answer.text("version_id"));
                } catch (RuntimeException | AssertionError e) {
                    failures.add(String.valueOf(e));
                }
            }
            apiRounds.incrementAndGet();
        }
    }

    /** A short rest between rounds: what is under test needs the processor too. */
    private boolean isStopping() {
        try {
            return stopping.await(REST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** How often every reader has read everything; none that has ended goes on to count. */
    int rounds() {
        return Math.min(tableRounds.get() / 2, apiRounds.get());
    }

    List<String> failures() {
        return failures;
    }

    void stop() throws InterruptedException {
        stopping.countDown();
        for (var thread : threads) {
            thread.join(10_000);
        }
    }

    @Override
    public void close() {
        stopping.countDown();
    }
}

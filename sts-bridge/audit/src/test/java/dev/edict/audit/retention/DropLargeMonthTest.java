package dev.edict.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.audit.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A month of 200,000 events goes within a second, while others read and store. */
@Tag("servers")
class DropLargeMonthTest {

    private static final Logger log = LoggerFactory.getLogger(DropLargeMonthTest.class);

    private static final int EVENTS = 100_000;
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final String OTHER_MONTH =
            """
            select id from bridge.audit_events
            where zone_id = 'z1' and occurred_at >= '2024-04-01Z' and occurred_at < '2024-05-01Z'
            order by occurred_at desc, seq desc limit 100
            """;

    private static final String EVERY_MONTH =
            "select id from bridge.audit_events where zone_id = 'z3' order by occurred_at desc, seq desc limit 100";

    private static final String ONE_EVENT = "select id from bridge.audit_events where id = 'z1-2024-04-77'";

    private final RetainedMonths months = new RetainedMonths();
    private final AtomicBoolean done = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void is_dropped_within_a_second_while_reads_and_ingest_go_on_and_no_row_is_deleted() throws Exception {
        months.events("z1", "2024-03", EVENTS);
        months.events("z2", "2024-03", EVENTS);
        months.events("z1", "2024-04", 2_000);
        months.events("z3", "2024-05", 2_000);
        var counted = months.counted("2024-03");
        var longest = Duration.ZERO;
        refuseDeletions();
        var work = List.of(
                reading(OTHER_MONTH, 100), reading(EVERY_MONTH, 100), reading(ONE_EVENT, 1), new Work(this::store));
        try {
            var running = work.stream().map(Work::start).toList();
            await("that all of them work").until(() -> work.stream().allMatch(one -> one.times.get() > 20));
            months.retainFrom("2024-04-10T00:00:00Z");
            var before = work.stream().map(one -> one.times.get()).toList();
            await("that all of them work on")
                    .until(() -> work.stream().allMatch(one -> one.times.get() > before.get(work.indexOf(one)) + 20));
            done.set(true);
            for (var one : running) {
                longest = one.get().compareTo(longest) > 0 ? one.get() : longest;
            }
            assertThat(longest).isLessThan(LONGEST);
        } finally {
            done.set(true);
            months.sql()
                    .sql("drop trigger refuse_deletions on bridge.audit_events")
                    .update();
        }
        assertThat(months.months()).doesNotContainKey("2024-03").containsKey("2024-04");
        assertThat(months.records.of("2024-03")).hasSize(2).isEqualTo(counted);
        assertThat(months.ids("2024-03")).isZero();
        var took = months.sql()
                .sql("select drop_ms from bridge.audit_month_drop")
                .query(Long.class)
                .single();
        assertThat(Duration.ofMillis(took)).isLessThanOrEqualTo(LONGEST);
        log.info("Detached and dropped in {} ms; the longest read or batch took {} ms", took, longest.toMillis());
    }

    private void refuseDeletions() {
        months.sql()
                .sql(
                        """
                        create or replace function public.refuse_deletions() returns trigger language plpgsql as $$
                        begin
                            raise exception 'a row is deleted';
                        end $$
                        """)
                .update();
        months.sql()
                .sql(
                        """
                        create trigger refuse_deletions before delete on bridge.audit_events
                        for each row execute function public.refuse_deletions()
                        """)
                .update();
    }

    private Work reading(String question, int rows) {
        return new Work(number -> assertThat(
                        months.sql().sql(question).query(String.class).list())
                .hasSize(rows));
    }

    private void store(int number) {
        var event = StoreLateEventsTest.event("live-" + number, "2024-06-01T00:00:00Z");
        assertThat(Stores.events(months.pool()).store(List.of(event)).added()).isEqualTo(1);
    }

    private interface Step {
        void doWith(int number);
    }

    /** Repeated until the test is done; its first failure ends it and fails the test. */
    private final class Work {

        private final Step step;
        private final AtomicInteger times = new AtomicInteger();

        Work(Step step) {
            this.step = step;
        }

        /** The longest that it took. */
        CompletableFuture<Duration> start() {
            return CompletableFuture.supplyAsync(this::repeat, threads);
        }

        private Duration repeat() {
            long longest = 0;
            while (!done.get()) {
                var start = System.nanoTime();
                step.doWith(times.incrementAndGet());
                longest = Math.max(longest, System.nanoTime() - start);
            }
            return Duration.ofNanos(longest);
        }
    }
}

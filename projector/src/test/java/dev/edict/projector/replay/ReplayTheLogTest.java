package dev.edict.projector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.projector.rebuild.ProcessedLog;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.BatchListener;
import dev.edict.projector.rebuild.ViewRebuild.Range;
import dev.edict.projector.rebuild.ViewRebuild.ReplayStopped;
import dev.edict.projector.replay.ReplayedTable.ColumnDifference;
import dev.edict.projector.replay.ReplayedTable.RowDifference;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Replays of the log up to an instant: their result, their bounds, and how they end. */
@Tag("servers")
class ReplayTheLogTest {

    private final ProcessedLog log = new ProcessedLog();
    private final ReplayTable table = new ReplayTable(log.database());
    private final ReplayService replays = service(log.rebuild(), DataSize.ofGigabytes(1));

    @AfterEach
    void close() {
        replays.destroy();
        log.close();
    }

    @Test
    void a_replay_of_the_whole_log_equals_the_live_views() {
        var replay = ended(begin(replays, null, null, "admin:test"));
        assertThat(replay.state()).isEqualTo("equal");
        assertThat(replay.position()).isEqualTo(log.head()).isEqualTo(replay.upTo());
        assertThat(replay.tables()).hasSize(15).allSatisfy(table -> assertThat(table.live())
                .isEqualTo(table.replayed()));
        assertThat(replay.requestedBy()).isEqualTo("admin:test");
        assertThat(log.rows("select nspname from pg_namespace where nspname like 'views%'"))
                .containsExactly("views");
    }

    @Test
    void a_corrupted_row_is_found_and_named() {
        log.byHand("update views.policies set description = 'x' where id = 'p2'");
        var replay = ended(begin(replays, null, null, "admin:test"));
        assertThat(replay.state()).isEqualTo("different");
        assertThat(replay.tables())
                .extracting(ReplayedTable::difference)
                .containsOnlyOnce(new RowDifference(
                        1,
                        "{\"id\": \"p2\"}",
                        "changed",
                        List.of(new ColumnDifference("description", "\"x\"", "null"))));
    }

    @Test
    void a_corrupted_text_ends_it_and_is_named() {
        log.byHand("alter table events.content disable trigger all;"
                + " update events.content set content = 'two!' where content = 'two'");
        var replay = ended(begin(replays, null, null, "admin:test"));
        assertThat(replay.state()).isEqualTo("failed");
        assertThat(replay.error()).isEqualTo("replay_failed");
        assertThat(replay.problem()).contains("policy version pv2: it is missing or was changed");
    }

    @Test
    void a_replay_to_the_same_event_yields_the_same_digests_whatever_came_after() {
        var first = ended(begin(replays, null, 12L, "admin:test"));
        assertThat(first.state()).isEqualTo("completed");
        assertThat(first.position()).isEqualTo(12);
        log.append(new PolicyArchived("p1", "z1"));
        assertThat(ended(begin(replays, null, 12L, "admin:test")).tables()).isEqualTo(first.tables());
        assertThat(ended(begin(replays, null, 13L, "admin:test")).tables()).isNotEqualTo(first.tables());
    }

    @Test
    void an_instant_selects_the_events_that_were_recorded_by_then() {
        var at = OffsetDateTime.parse(
                log.rows("select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                + " from events.domain_event where global_index = 5")
                        .get(0));
        assertThat(ended(begin(replays, at, null, "admin:test")).position()).isEqualTo(5);
    }

    @Test
    void a_time_that_the_log_has_not_seen_is_refused_by_name() {
        assertRefused("instant_in_future", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), null);
        assertRefused("instant_in_future", null, log.head() + 1);
        assertRefused("instant_before_log", OffsetDateTime.parse("2020-01-01T00:00:00Z"), null);
        assertThatThrownBy(() -> replays.get("none")).hasMessage("no replay none");
    }

    private void assertRefused(String code, @Nullable OffsetDateTime at, @Nullable Long seq) {
        assertThatThrownBy(() -> begin(replays, at, seq, "admin:test"))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(code));
    }

    @Test
    void only_one_runs_at_a_time() {
        var slow = new Slow(log.rebuild());
        var service = service(slow, DataSize.ofGigabytes(1));
        var running = begin(service, null, null, "admin:test");
        assertThatThrownBy(() -> begin(replays, null, null, "admin:test"))
                .hasMessageContaining(running.id() + " is running");
        slow.goOn.countDown();
        assertThat(ended(running).state()).isEqualTo("equal");
        service.destroy();
    }

    @Test
    void a_cancelled_replay_is_resumed_where_it_ended() {
        var slow = new Slow(log.rebuild());
        var service = service(slow, DataSize.ofGigabytes(1));
        var running = begin(service, null, null, "admin:test");
        service.cancel(running.id());
        slow.goOn.countDown();
        var cancelled = ended(running);
        assertThat(cancelled.state()).isEqualTo("cancelled");
        assertThat(cancelled.position()).isEqualTo(5);
        assertThat(ended(resume(service, running.id())).state()).isEqualTo("equal");
        assertThatThrownBy(() -> resume(service, running.id())).hasMessageContaining("this replay is equal");
        service.destroy();
    }

    @Test
    void a_replay_whose_tables_are_gone_is_not_resumed() {
        var slow = new Slow(log.rebuild());
        var service = service(slow, DataSize.ofGigabytes(1));
        var running = begin(service, null, null, "admin:test");
        service.cancel(running.id());
        slow.goOn.countDown();
        ended(running);
        ended(begin(replays, null, 3L, "admin:test"));
        var failed = ended(resume(service, running.id()));
        assertThat(failed.error()).isEqualTo("replay_failed");
        assertThat(failed.problem()).contains("the tables of the stopped replay are gone");
        service.destroy();
    }

    @Test
    void a_replay_beyond_the_disk_budget_is_refused_before_it_begins() {
        log.byHand(
                "insert into views.timeline (sequence, event_id, event_type, recorded_at, occurred_at, actor, request_id,"
                        + " correlation_id, zone_id, summary, search) select 1000 + n, 'e', 'x', now(), now(), 'a', 'r', 'r', 'z',"
                        + " repeat('long ', 200), '' from generate_series(1, 2000) n");
        var service = service(log.rebuild(), DataSize.ofMegabytes(1));
        assertThatThrownBy(() -> begin(service, null, null, "admin:test"))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo("replay_over_budget"))
                .hasMessageContaining("EDICT_REPLAY_DISK_BUDGET");
        service.destroy();
    }

    @Test
    void a_full_disk_ends_it_and_leaves_no_tables() {
        ViewRebuild full = new Decorated(log.rebuild()) {
            @Override
            public List<Table> replay(Range range, BatchListener listener) {
                return super.replay(range, (index, sql) -> {
                    sql.sql("do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$")
                            .update();
                    return listener.replayed(index, sql);
                });
            }
        };
        var service = service(full, DataSize.ofGigabytes(1));
        var failed = ended(begin(service, null, null, "admin:test"));
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.error()).isEqualTo("disk_full");
        assertThat(log.rows("select nspname from pg_namespace where nspname like 'views%'"))
                .containsExactly("views");
        service.destroy();
    }

    private static Replay begin(ReplayService service, @Nullable OffsetDateTime at, @Nullable Long seq, String by) {
        var replay = service.register(at, seq, by);
        service.work(replay.id());
        return replay;
    }

    private static Replay resume(ReplayService service, String id) {
        var replay = service.registerAgain(id);
        service.work(id);
        return replay;
    }

    private ReplayService service(ViewRebuild rebuild, DataSize budget) {
        return new ReplayService(rebuild, table, new ReplayProperties(budget), log.database());
    }

    private Replay ended(Replay replay) {
        await("the replay, which runs in the background, to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> replays.get(replay.id()).endedAt() != null);
        return replays.get(replay.id());
    }

    /** The replay itself; a test changes what happens around it. */
    private static class Decorated implements ViewRebuild {

        private final ViewRebuild rebuild;

        Decorated(ViewRebuild rebuild) {
            this.rebuild = rebuild;
        }

        @Override
        public Outcome run(View view, boolean swap, Watcher watcher) {
            return rebuild.run(view, swap, watcher);
        }

        @Override
        public List<Table> replay(Range range, BatchListener listener) {
            return rebuild.replay(range, listener);
        }
    }

    /** Replays five events, and waits; all that follow at once. */
    private static final class Slow extends Decorated {

        private final CountDownLatch goOn = new CountDownLatch(1);

        Slow(ViewRebuild rebuild) {
            super(rebuild);
        }

        @Override
        public List<Table> replay(Range range, BatchListener listener) {
            if (range.after() > 0) {
                return super.replay(range, listener);
            }
            awaitLatch();
            var isWanted = new AtomicBoolean();
            try {
                super.replay(new Range(0, 5, false), (index, sql) -> {
                    isWanted.set(listener.replayed(index, sql));
                    return false;
                });
            } catch (ReplayStopped e) {
                if (!isWanted.get()) {
                    throw e;
                }
            }
            return super.replay(new Range(5, range.upTo(), range.toTheHead()), listener);
        }

        private void awaitLatch() {
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

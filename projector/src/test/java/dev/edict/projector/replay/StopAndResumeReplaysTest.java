package dev.edict.projector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.projector.rebuild.ViewRebuild;
import dev.edict.projector.rebuild.ViewRebuild.Range;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** How replays exclude each other, end early, and go on. */
@Tag("servers")
class StopAndResumeReplaysTest {

    /** Random, so that no table stores it in less room. */
    private static final String TWO_MEGABYTES =
            "select string_agg(md5(random()::text), '') from generate_series(1, 65000)";

    private final ReplaysOfALog replays = new ReplaysOfALog();

    @AfterEach
    void close() {
        replays.close();
    }

    @Test
    void only_one_runs_at_a_time() {
        var slow = replays.new Slow();
        var running = replays.begin(replays.service(slow, DataSize.ofGigabytes(1)), null, null);
        assertThatThrownBy(() -> replays.begin(replays.service, null, null))
                .hasMessageContaining(running.id() + " is running");
        slow.goOn();
        assertThat(replays.ended(running).state()).isEqualTo("equal");
    }

    @Test
    void a_cancelled_replay_is_resumed_where_it_ended() {
        var cancelled = replays.cancelledAfterFive();
        assertThat(cancelled.state()).isEqualTo("cancelled");
        assertThat(cancelled.position()).isEqualTo(5);
        assertThat(replays.ended(replays.resume(replays.service, cancelled.id()))
                        .state())
                .isEqualTo("equal");
        assertThatThrownBy(() -> replays.resume(replays.service, cancelled.id()))
                .hasMessageContaining("this replay is equal");
    }

    @Test
    void a_replay_whose_indexes_were_made_already_is_resumed() {
        var cancelled = replays.cancelledAfterFive();
        replays.log.byHand("create index on views_next.timeline (actor)");
        assertThat(replays.ended(replays.resume(replays.service, cancelled.id()))
                        .state())
                .isEqualTo("equal");
    }

    @Test
    void a_replay_whose_tables_are_gone_is_not_resumed() {
        var cancelled = replays.cancelledAfterFive();
        replays.ended(replays.begin(replays.service, null, 3L));
        assertGone(cancelled);
    }

    @Test
    void a_replay_does_not_go_on_with_the_tables_of_another() {
        var cancelled = replays.cancelledAfterFive();
        replays.cancelledAfterFive();
        assertGone(cancelled);
    }

    private void assertGone(Replay cancelled) {
        var failed = replays.ended(replays.resume(replays.service, cancelled.id()));
        assertThat(failed.error()).isEqualTo("replay_failed");
        assertThat(failed.problem()).contains("the tables of the stopped replay are gone");
    }

    @Test
    void a_replay_of_events_that_are_missing_ends() {
        var head = replays.log.head();
        assertThatThrownBy(() -> replays.log.rebuild().replay(new Range(0, 0, head + 2, false), (index, sql) -> true))
                .hasMessage("events %d to %d are missing from the end of the log".formatted(head + 1, head + 2));
    }

    @Test
    void a_replay_beyond_the_disk_budget_is_refused_before_it_begins() {
        replays.log.byHand("update views.policies set description = (%s)".formatted(TWO_MEGABYTES));
        var poor = replays.service(replays.log.rebuild(), DataSize.ofMegabytes(1));
        assertThatThrownBy(() -> poor.goal(null, null))
                .asInstanceOf(type(Rejection.class))
                .extracting(refused -> refused.reason().code())
                .isEqualTo("replay_over_budget");
    }

    @Test
    void a_replay_that_outgrows_the_disk_budget_ends_and_leaves_no_tables() {
        replays.log.append(new PolicyCreated(
                "p9", "z1", "long", replays.log.rows(TWO_MEGABYTES).get(0)));
        replays.log.byHand("truncate views.policies cascade");
        var poor = replays.service(replays.log.rebuild(), DataSize.ofMegabytes(1));
        var failed = replays.ended(replays.begin(poor, null, null));
        assertThat(failed.error()).isEqualTo("replay_over_budget");
        assertThat(failed.problem()).contains("EDICT_REPLAY_DISK_BUDGET");
        assertThat(replays.schemas()).containsExactly("views");
    }

    @Test
    void a_full_disk_ends_it_and_leaves_no_tables() {
        ViewRebuild full = new ReplaysOfALog.Decorated(replays.log.rebuild()) {
            @Override
            public List<Table> replay(Range range, BatchListener listener) {
                return super.replay(range, (index, sql) -> {
                    sql.sql("do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$")
                            .update();
                    return listener.replayed(index, sql);
                });
            }
        };
        var failed = replays.ended(replays.begin(replays.service(full, DataSize.ofGigabytes(1)), null, null));
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.error()).isEqualTo("disk_full");
        assertThat(replays.schemas()).containsExactly("views");
    }
}

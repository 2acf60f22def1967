package dev.edict.projector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.projector.replay.ReplayedTable.ColumnDifference;
import dev.edict.projector.replay.ReplayedTable.RowDifference;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a replay of the log up to an instant says. */
@Tag("servers")
class ReplayTheLogTest {

    private final ReplaysOfALog replays = new ReplaysOfALog();

    @AfterEach
    void close() {
        replays.close();
    }

    @Test
    void a_replay_of_the_whole_log_equals_the_live_views() {
        var replay = upTo(null);
        assertThat(replay.state()).isEqualTo("equal");
        assertThat(replay.position()).isEqualTo(replays.log.head()).isEqualTo(replay.upTo());
        assertThat(replay.tables()).hasSize(15).allSatisfy(table -> assertThat(table.live())
                .isEqualTo(table.replayed()));
        assertThat(replay.requestedBy()).isEqualTo("admin:test");
        assertThat(replays.schemas()).containsExactly("views");
    }

    @Test
    void a_corrupted_row_is_found_and_named() {
        replays.log.byHand("update views.policies set description = 'x' where id = 'p2'");
        var replay = upTo(null);
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
        replays.log.byHand("alter table events.content disable trigger all;"
                + " update events.content set content = 'two!' where content = 'two'");
        var replay = upTo(null);
        assertThat(replay.state()).isEqualTo("failed");
        assertThat(replay.error()).isEqualTo("replay_failed");
        assertThat(replay.problem()).contains("policy version pv2: it is missing or was changed");
    }

    @Test
    void a_replay_to_the_same_event_yields_the_same_digests_whatever_came_after() {
        var first = upTo(12L);
        assertThat(first.state()).isEqualTo("completed");
        assertThat(first.position()).isEqualTo(12);
        replays.log.append(new PolicyArchived("p1", "z1"));
        assertThat(upTo(12L).tables()).isEqualTo(first.tables());
        assertThat(upTo(13L).tables()).isNotEqualTo(first.tables());
    }

    @Test
    void an_instant_selects_the_events_that_were_recorded_by_then() {
        var at = OffsetDateTime.parse(replays.log
                .rows("select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " from events.domain_event where global_index = 5")
                .get(0));
        assertThat(replays.ended(replays.begin(replays.service, at, null)).position())
                .isEqualTo(5);
    }

    @Test
    void a_time_that_the_log_has_not_seen_is_refused_by_name() {
        assertRefused("instant_in_future", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), null);
        assertRefused("instant_in_future", null, replays.log.head() + 1);
        assertRefused("instant_before_log", OffsetDateTime.parse("2020-01-01T00:00:00Z"), null);
        assertThatThrownBy(() -> replays.service.get("none")).hasMessage("no replay none");
    }

    private void assertRefused(String code, @Nullable OffsetDateTime at, @Nullable Long seq) {
        assertThatThrownBy(() -> replays.service.goal(at, seq))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(code));
    }

    private Replay upTo(@Nullable Long seq) {
        return replays.ended(replays.begin(replays.service, null, seq));
    }
}

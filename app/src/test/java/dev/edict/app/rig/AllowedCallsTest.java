package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.rig.AllowedCalls.Change;
import dev.edict.app.rig.AllowedCalls.Known;
import dev.edict.app.rig.AllowedCalls.Promise;
import dev.edict.app.rig.GatewayLog.Call;
import dev.edict.app.rig.GatewayLog.Read;
import dev.edict.app.rig.GatewayLog.Records;
import dev.edict.app.rig.GatewayLog.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Breaks each promise of a gateway once: a check that never finds a fault proves nothing. */
class AllowedCallsTest {

    private static final String ZONE = "z1";
    private static final long BUDGET = 100;

    private final List<Change> changes =
            List.of(new Change(ZONE, 1, "v1"), new Change(ZONE, 2, "v2"), new Change(ZONE, 3, null));
    private final List<Known> committed = new ArrayList<>();
    private final List<Known> settled = new ArrayList<>();
    private final List<Start> starts = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>(List.of(new Read(0, 10, 0)));

    @Test
    void calls_within_the_budget_of_a_read_are_no_violation() {
        allowed(20, 1, "v1");
        allowed(BUDGET, 2, "v2");
        denied(BUDGET + 1, 2);
        reads.add(new Read(BUDGET + 10, BUDGET + 20, 0));
        allowed(2 * BUDGET, 2, "v2");
        denied(2 * BUDGET, 3);
        assertThat(found()).isEmpty();
    }

    @Test
    void a_call_that_begins_after_the_budget_is_found() {
        allowed(BUDGET + 1, 1, "v1");
        assertThat(found()).containsExactly(Promise.CONFIRMED);
    }

    @Test
    void the_budget_counts_from_the_begin_of_a_read_and_not_from_its_answer() {
        reads.add(new Read(5, 90, 0));
        allowed(106, 1, "v1");
        assertThat(found()).containsExactly(Promise.CONFIRMED);
    }

    @Test
    void a_read_that_was_answered_after_the_call_confirms_nothing() {
        reads.add(new Read(50, 130, 0));
        allowed(120, 1, "v1");
        assertThat(found()).containsExactly(Promise.CONFIRMED);
    }

    @Test
    void a_call_without_any_read_is_found() {
        reads.clear();
        allowed(5, 1, "v1");
        assertThat(found()).containsExactly(Promise.CONFIRMED);
    }

    @Test
    void a_call_by_an_activation_that_was_replaced_longer_ago_than_the_budget_is_found() {
        committed.add(new Known(ZONE, 2, 50));
        reads.add(new Read(140, 145, 0));
        allowed(150, 1, "v1");
        assertThat(found()).isEmpty();
        allowed(151, 1, "v1");
        assertThat(found()).containsExactly(Promise.NOT_REPLACED);
    }

    /** The client of the next one was never answered. */
    @Test
    void what_is_known_of_a_newer_activation_holds_for_those_before_it() {
        committed.add(new Known(ZONE, 3, 30));
        reads.add(new Read(140, 145, 0));
        allowed(150, 1, "v1");
        assertThat(found()).containsExactly(Promise.NOT_REPLACED);
    }

    @Test
    void a_call_by_an_older_activation_than_one_before_it_is_found() {
        allowed(20, 2, "v2");
        allowed(30, 1, "v1");
        assertThat(found()).containsExactly(Promise.NEVER_BACK);
    }

    @Test
    void a_denial_by_an_older_activation_is_found_too() {
        allowed(20, 2, "v2");
        denied(30, 1);
        assertThat(found()).containsExactly(Promise.NEVER_BACK);
    }

    @Test
    void the_next_process_begins_with_what_is_on_its_disk() {
        allowed(20, 2, "v2");
        starts.add(new Start(25));
        allowed(30, 1, "v1");
        assertThat(found()).isEmpty();
    }

    @Test
    void a_call_that_is_allowed_by_a_deactivation_or_another_version_or_an_activation_that_never_was_is_found() {
        allowed(20, 1, "v2");
        allowed(30, 3, "v1");
        allowed(40, 4, "v4");
        assertThat(found()).containsExactly(Promise.GOVERNED, Promise.GOVERNED, Promise.GOVERNED);
    }

    @Test
    void a_call_by_an_older_activation_after_a_newer_one_was_settled_is_found() {
        settled.add(new Known(ZONE, 2, 50));
        allowed(50, 1, "v1");
        assertThat(found()).isEmpty();
        allowed(51, 1, "v1");
        assertThat(found()).containsExactly(Promise.NOT_SETTLED);
    }

    @Test
    void a_line_of_which_a_kill_left_the_beginning_is_no_record() {
        assertThat(Call.parse("call 1 2 z1 3 v1 - .")).contains(new Call(1, 2, ZONE, 3, "v1", null));
        assertThat(Call.parse("call 1 2 z1 3 v1 -")).isEmpty();
        assertThat(Read.parse("read 1 2")).isEmpty();
    }

    private void allowed(long at, long seq, String versionId) {
        call(at, seq, versionId, null);
    }

    private void denied(long at, long seq) {
        call(at, seq, null, "policy_stale");
    }

    private void call(long at, long seq, @Nullable String versionId, @Nullable String reason) {
        calls.add(new Call(at, at + 1, ZONE, seq, versionId, reason));
    }

    private List<Promise> found() {
        return new AllowedCalls(Duration.ofNanos(BUDGET), changes, committed, settled)
                .violations(new Records(starts, calls, reads)).stream()
                        .map(AllowedCalls.Violation::promise)
                        .toList();
    }
}

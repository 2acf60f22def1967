package dev.edict.fleet.opa.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When each agent is asked about canaries. */
class ScheduleRunsTest {

    private final RunSchedule schedule = new RunSchedule();

    @Test
    void an_agent_has_one_run_at_a_time_in_whatever_zones() {
        assertThat(schedule.begin(List.of(run("gw-1", "z1"), run("gw-1", "z2"), run("gw-2", "z1"))))
                .containsExactly(run("gw-1", "z1"), run("gw-2", "z1"));
        assertThat(schedule.begin(List.of(run("gw-1", "z2")))).isEmpty();
        schedule.succeeded(run("gw-1", "z1"));
        assertThat(schedule.begin(List.of(run("gw-1", "z2")))).hasSize(1);
    }

    @Test
    void an_agent_whose_runs_are_dropped_is_not_asked_for_a_while() {
        schedule.begin(List.of(run("gw-1", "z1")));
        for (var n = 0; n < 4; n++) {
            schedule.dropped(run("gw-1", "z1"), "unreachable");
        }
        assertThat(schedule.begin(List.of(run("gw-1", "z1")))).isEmpty();
    }

    @Test
    void agents_that_answered_last_go_before_one_that_did_not() {
        schedule.begin(List.of(run("gw-1", "z1")));
        schedule.dropped(run("gw-1", "z1"), "unreachable");
        var due = List.of(run("gw-1", "z1"), run("gw-2", "z1"));
        await("the end of the pause").untilAsserted(() -> {
            schedule.succeeded(run("gw-2", "z1"));
            assertThat(schedule.begin(due)).containsExactly(run("gw-2", "z1"), run("gw-1", "z1"));
        });
    }

    @Test
    void at_most_64_runs_are_under_way() {
        var due = IntStream.range(0, 65).mapToObj(n -> run("gw-" + n, "z1")).toList();
        assertThat(schedule.begin(due)).hasSize(64);
        assertThat(schedule.begin(due)).isEmpty();
        schedule.succeeded(due.get(0));
        assertThat(schedule.begin(List.of(due.get(64)))).hasSize(1);
    }

    private static DueRun run(String id, String zoneId) {
        return new DueRun(id, 1, zoneId, 1, null);
    }
}

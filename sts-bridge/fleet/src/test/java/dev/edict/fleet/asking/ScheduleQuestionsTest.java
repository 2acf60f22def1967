package dev.edict.fleet.asking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.asking.AskedZones.Zone;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.AskedDecisionPoints.Proof;
import dev.edict.fleet.roster.Finding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When one decision point is asked, and which of its answers are written. */
class ScheduleQuestionsTest {

    private static final long START = 0;
    private static final Answer NOTHING = Answer.notLoaded("nothing yet");

    private final Schedule schedule = new Schedule();

    @Test
    void a_zone_is_due_at_once_after_each_activation() {
        assertThat(schedule.due(List.of(settled(1)), START, 10)).hasSize(1);
        answered(1, START, NOTHING, null);
        assertThat(schedule.due(List.of(settled(1)), START, 10)).isEmpty();
        assertThat(schedule.due(List.of(unsettled(2, 0)), START, 10)).hasSize(1);
    }

    @Test
    void while_it_is_unsettled_the_pause_grows_with_its_age() {
        answered(1, START, NOTHING, null);
        assertThat(pause(unsettled(1, 0))).isEqualTo(Duration.ofMillis(250));
        assertThat(pause(unsettled(1, 20_000))).isEqualTo(Duration.ofSeconds(2));
        assertThat(pause(unsettled(1, 3_600_000))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void one_that_enforces_the_latest_activation_is_asked_each_minute_whoever_else_is_awaited() {
        answered(1, START, Answer.enforces("a".repeat(64), null), 1L);
        assertThat(pause(unsettled(1, 0))).isEqualTo(Duration.ofMinutes(1));
        assertThat(pause(settled(1))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void one_that_does_not_answer_is_asked_again_after_15_seconds_if_nothing_waits_for_it() {
        answered(1, START, Answer.failed("status 503"), null);
        assertThat(pause(settled(1))).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void those_that_are_awaited_come_first() {
        var other = new Zone("z2", 1, false, 0);
        assertThat(schedule.due(List.of(other, unsettled(1, 0)), START, 10))
                .extracting(Zone::zoneId)
                .containsExactly("z1", "z2");
        assertThat(schedule.due(List.of(other, unsettled(1, 0)), START, 1)).hasSize(1);
    }

    @Test
    void the_same_answer_is_written_each_5_seconds_and_another_one_at_once() {
        answered(1, START, NOTHING, null);
        assertThat(schedule.news(List.of(finding(1, seconds(4), NOTHING)))).isEmpty();
        assertThat(schedule.news(List.of(finding(1, seconds(5), NOTHING)))).hasSize(1);
        assertThat(schedule.news(List.of(finding(2, seconds(1), NOTHING)))).hasSize(1);
        assertThat(schedule.news(List.of(finding(1, seconds(1), Answer.failed("status 503")))))
                .hasSize(1);
        schedule.note(List.of(finding(1, seconds(4), NOTHING)), List.of(), List.of());
        assertThat(schedule.news(List.of(finding(1, seconds(5), NOTHING)))).hasSize(1);
        assertThat(schedule.due(List.of(settled(1)), seconds(63), 10)).isEmpty();
    }

    private void answered(long seq, long at, Answer answer, @Nullable Long enforced) {
        var findings = List.of(finding(seq, at, answer));
        schedule.note(findings, findings, List.of(new Proof("z1", enforced, "any")));
    }

    private Duration pause(Zone zone) {
        return schedule.untilNext(List.of(zone), START);
    }

    private static Finding finding(long seq, long at, Answer answer) {
        return new Finding("z1", seq, at, answer);
    }

    private static Zone settled(long seq) {
        return new Zone("z1", seq, false, 0);
    }

    private static Zone unsettled(long seq, long ageMs) {
        return new Zone("z1", seq, true, ageMs);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}

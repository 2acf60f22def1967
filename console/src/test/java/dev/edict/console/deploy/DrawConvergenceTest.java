package dev.edict.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.propagation.DecisionPoint;
import dev.edict.fleet.propagation.Propagation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The curve of an activation's convergence. */
class DrawConvergenceTest {

    private static final Instant COMMITTED = Instant.parse("2026-11-30T10:00:00Z");

    @Test
    void it_steps_up_where_a_decision_point_loaded_it_and_ends_at_the_top_when_all_did() {
        assertThat(Convergence.curve(of(2, after(100), after(200))))
                .contains("0,40 120.0,40.0 120.0,20.0 240.0,20.0 240.0,0.0");
    }

    @Test
    void it_stays_below_the_top_while_one_is_awaited() {
        assertThat(Convergence.curve(of(2, after(50), null))).contains("0,40 240.0,40.0 240.0,20.0");
    }

    @Test
    void a_clock_behind_the_commit_counts_as_the_commit() {
        assertThat(Convergence.curve(of(1, after(-5)))).contains("0,40 0.0,40.0 0.0,0.0");
    }

    @Test
    void there_is_none_before_the_first_has_loaded_it() {
        assertThat(Convergence.curve(of(1, (Instant) null))).isEmpty();
        assertThat(Convergence.curve(of(0))).isEmpty();
    }

    private static Instant after(long millis) {
        return COMMITTED.plusMillis(millis);
    }

    private static Propagation of(int expected, @Nullable Instant... settled) {
        List<DecisionPoint> points =
                Stream.of(settled).map(DrawConvergenceTest::point).toList();
        return new Propagation("z", 1, "v", "m", COMMITTED, "settled", true, null, null, expected, 0, false, points);
    }

    private static DecisionPoint point(@Nullable Instant settledAt) {
        return new DecisionPoint(
                "gw",
                "replica",
                1,
                "current",
                true,
                1L,
                "v",
                "m",
                null,
                null,
                null,
                null,
                COMMITTED,
                false,
                false,
                false,
                settledAt == null ? null : "loaded",
                settledAt);
    }
}

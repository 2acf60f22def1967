package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.projector.rebuild.ViewRebuild.Column;
import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.Difference;
import dev.edict.projector.rebuild.ViewRebuild.Kind;
import dev.edict.projector.rebuild.ViewRebuild.Outcome;
import dev.edict.projector.rebuild.ViewRebuild.Rows;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportRebuildTest {

    private static final Rows LIVE = new Rows(1_200, "aa");

    private final StringWriter printed = new StringWriter();
    private final RebuildReport report = new RebuildReport(new PrintWriter(printed), false);

    @Test
    void equal_tables() {
        var comparison = comparison(20, 20, 0, table("policies", LIVE, null));
        report.progressed(0, 20);
        report.progressed(20, 20);
        report.compared(comparison);
        report.ended(new Outcome(comparison, OptionalLong.empty(), Duration.ofMillis(12)));
        assertThat(printed.toString().replaceAll("[\\d,]+ events/s", "N events/s"))
                .isEqualTo(
                        """
                        20 of 20 events, 100 %, N events/s, 0 s left
                        compared at event 20 of the log
                        policies                 1,200 rows  aa  equal
                        equal: the views are what the log makes of them
                        commands had to wait for 12 ms at most
                        """);
    }

    @Test
    void a_long_difference_is_shortened() {
        var difference = new Difference(
                3,
                "{\"id\": \"p1\"}",
                Kind.CHANGED,
                List.of(new Column("content", "\"" + "x".repeat(500) + "\"", "1")));
        var comparison = comparison(20, 20, 0, table("policies", new Rows(1_200, "bb"), difference));
        report.compared(comparison);
        report.ended(new Outcome(comparison, OptionalLong.empty(), Duration.ofMillis(1_234)));
        assertThat(printed.toString())
                .isEqualTo(
                        """
                        compared at event 20 of the log
                        policies                 1,200 rows  aa  DIFFERENT
                                                 1,200 rows  bb  by the log
                            3 rows differ; the first, {"id": "p1"}, is not as the log has it
                                content: "%s…, by the log 1
                        different: run it again with --swap to put the rebuilt tables in place
                        commands had to wait for 1,234 ms at most
                        """
                                .formatted("x".repeat(99)));
    }

    @Test
    void a_timeline_is_said_to_be_behind_and_to_lack_dead_letters() {
        report.compared(comparison(20, 17, 2, table("timeline", LIVE, null)));
        assertThat(printed.toString())
                .contains("timeline: compared up to event 17, its processor is 3 behind\n")
                .contains("timeline: 2 events are set aside as dead letters and not expected in it\n");
    }

    @Test
    void missing_and_unknown_rows_are_told_apart() {
        report.compared(comparison(
                20,
                20,
                0,
                table("policies", LIVE, new Difference(1, "{\"id\": \"p1\"}", Kind.MISSING, List.of())),
                table("policy_sets", LIVE, new Difference(1, "{\"id\": \"s1\"}", Kind.UNKNOWN_TO_THE_LOG, List.of()))));
        assertThat(printed.toString())
                .contains("1 row differs; the first, {\"id\": \"p1\"}, is missing\n")
                .contains("1 row differs; the first, {\"id\": \"s1\"}, is not in the log\n");
    }

    @Test
    void a_swap_is_told_with_where_the_old_tables_are() {
        var comparison = comparison(20, 20, 0, table("policies", LIVE, null));
        report.ended(new Outcome(comparison, OptionalLong.of(23), Duration.ZERO));
        assertThat(printed.toString())
                .startsWith("swapped at event 23 of the log; the old tables are kept in the schema views_old\n");
    }

    private static Comparison comparison(long head, long timelineUpTo, long setAside, Table... tables) {
        return new Comparison(head, timelineUpTo, setAside, List.of(tables));
    }

    private static Table table(String name, Rows rebuilt, @Nullable Difference difference) {
        return new Table(name, LIVE, rebuilt, difference);
    }
}

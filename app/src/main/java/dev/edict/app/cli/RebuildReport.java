package dev.edict.app.cli;

import dev.edict.cli.io.ProgressLine;
import dev.edict.cli.io.TerminalText;
import dev.edict.projector.rebuild.ViewRebuild.Comparison;
import dev.edict.projector.rebuild.ViewRebuild.Difference;
import dev.edict.projector.rebuild.ViewRebuild.Outcome;
import dev.edict.projector.rebuild.ViewRebuild.Rows;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import dev.edict.projector.rebuild.ViewRebuild.Watcher;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;

/** Prints the progress of a rebuild and its differences; a large difference is shortened to a readable length. */
final class RebuildReport implements Watcher {

    private static final int LONGEST_VALUE = 100;

    private final PrintWriter out;
    private final ProgressLine progress;

    RebuildReport(PrintWriter out, boolean terminal) {
        this.out = out;
        this.progress = new ProgressLine(out, terminal);
    }

    @Override
    public void progressed(long done, long head) {
        progress.at(done, head);
    }

    @Override
    public void compared(Comparison comparison) {
        progress.end();
        print("compared at event %,d of the log", comparison.head());
        comparison.tables().forEach(this::print);
        if (comparison.tables().stream().anyMatch(table -> table.name().equals("timeline"))) {
            printTimeline(comparison);
        }
    }

    private void printTimeline(Comparison comparison) {
        var behind = comparison.head() - comparison.timelineUpTo();
        if (behind > 0) {
            print("timeline: compared up to event %,d, its processor is %,d behind", comparison.timelineUpTo(), behind);
        }
        if (comparison.setAside() > 0) {
            print("timeline: %,d events are set aside as dead letters and not expected in it", comparison.setAside());
        }
    }

    private void print(Table table) {
        var difference = table.difference();
        print(
                "%-20s %s  %s",
                table.name(), words(Objects.requireNonNull(table.live())), difference == null ? "equal" : "DIFFERENT");
        if (difference != null) {
            print("%-20s %s  by the log", "", words(table.rebuilt()));
            print(difference);
        }
    }

    private void print(Difference difference) {
        var what =
                switch (difference.kind()) {
                    case CHANGED -> "is not as the log has it";
                    case MISSING -> "is missing";
                    case UNKNOWN_TO_THE_LOG -> "is not in the log";
                };
        var rows = difference.rows() == 1
                ? "1 row differs"
                : String.format(Locale.ROOT, "%,d rows differ", difference.rows());
        print("    %s; the first, %s, %s", rows, difference.key(), what);
        difference
                .columns()
                .forEach(column -> print(
                        "        %s: %s, by the log %s",
                        column.name(), shortened(column.live()), shortened(column.rebuilt())));
    }

    void ended(Outcome outcome) {
        progress.end();
        var held = outcome.longestHold().toMillis();
        if (outcome.swappedAt().isPresent()) {
            print(
                    "swapped at event %,d of the log; the old tables are kept in the schema views_old",
                    outcome.swappedAt().getAsLong());
        } else if (outcome.comparison().equal()) {
            print("equal: the views are what the log makes of them");
        } else {
            print("different: run it again with --swap to put the rebuilt tables in place");
        }
        print("commands had to wait for %,d ms at most", held);
    }

    private static String words(Rows rows) {
        return String.format(Locale.ROOT, "%,9d rows  %s", rows.count(), rows.sha256());
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    private void print(String format, Object... values) {
        out.println(TerminalText.of(String.format(Locale.ROOT, format, values)));
    }
}

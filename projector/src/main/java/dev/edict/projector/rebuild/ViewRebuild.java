package dev.edict.projector.rebuild;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Replays the log into tables beside the live views, compares both, and optionally swaps the rebuilt tables in. */
public interface ViewRebuild {

    /**
     * Runs while commands and readers continue; one run at a time per database.
     *
     * @throws RuntimeException if the rebuild failed; the message says what to do, and the live views are unchanged
     */
    Outcome run(View view, boolean swap, Watcher watcher);

    /** The tables to rebuild. */
    enum View {
        /** The tables that are written in a command's transaction. */
        ENFORCEMENT,
        /** The history for people. */
        TIMELINE,
        /** Every table of the schema. */
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Receives the progress of a run. */
    interface Watcher {

        /** {@code done} events out of {@code head} are replayed. */
        void progressed(long done, long head);

        /** Called before the swap. */
        void compared(Comparison comparison);
    }

    /**
     * The live and the rebuilt tables at one moment.
     *
     * @param head index of the last event of the log at that moment
     * @param timelineUpTo index of the last event that the live timeline must contain
     * @param setAside number of events up to there that it lacks because they are dead letters
     */
    record Comparison(long head, long timelineUpTo, long setAside, List<Table> tables) {

        /** Whether every live table equals the replay of the log. */
        public boolean equal() {
            return tables.stream().allMatch(table -> table.difference() == null);
        }
    }

    /** One table, live and rebuilt; the difference is null if they are equal. */
    record Table(String name, Rows live, Rows rebuilt, @Nullable Difference difference) {}

    /** The number of rows, and the SHA-256 over the SHA-256 of each row's text in primary-key order. */
    record Rows(long count, String sha256) {}

    /**
     * The difference between a live table and the replay.
     *
     * @param rows number of rows that differ, are missing, or are not in the log
     * @param key primary key of the first of them
     * @param kind the kind of the first difference
     * @param columns the differing columns; empty unless both tables have the row
     */
    record Difference(long rows, String key, Kind kind, List<Column> columns) {}

    /** The kinds of difference of a live row. */
    enum Kind {
        CHANGED,
        MISSING,
        UNKNOWN_TO_THE_LOG
    }

    /** The two values of a column, as JSON. */
    record Column(String name, String live, String rebuilt) {}

    /**
     * The result of a run.
     *
     * @param swappedAt index of the last event in the tables that were swapped in
     * @param longestHold the longest time for which commands had to wait
     */
    record Outcome(Comparison comparison, OptionalLong swappedAt, Duration longestHold) {}
}

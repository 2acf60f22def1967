package dev.edict.projector.rebuild;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replays the log into tables beside the live views, compares both, and optionally swaps the rebuilt tables in. */
public interface ViewRebuild {

    /**
     * Runs while commands and readers continue; one run at a time per database.
     *
     * @throws RuntimeException if the rebuild failed; the message says what to do, and the live views are unchanged
     */
    Outcome run(View view, boolean swap, Watcher watcher);

    /**
     * Replays a part of the log into tables beside the live views, and leaves nothing behind but their digests.
     *
     * @param listener hears of each batch, and may stop the replay
     * @return each table; compared with the live one only if the replay goes to the head
     * @throws ReplayStopped if the listener stopped it; the tables are kept to go on
     * @throws RuntimeException if the replay failed; the message says what to do
     */
    List<Table> replay(Range range, BatchListener listener);

    /**
     * The part of the log that is replayed.
     *
     * @param after index of the last event that a stopped replay has in its tables; 0 to begin
     * @param schemaId OID of the schema of those tables, which must still be there
     * @param upTo index of the last event to replay
     * @param toTheHead whether what is appended meanwhile is replayed too, and the result compared with the live tables
     */
    record Range(long after, long schemaId, long upTo, boolean toTheHead) {}

    /** A replay ends before its last event, because its listener wants no more; its tables are kept for the rest. */
    final class ReplayStopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ReplayStopped() {
            super("the replay was stopped");
        }
    }

    /** Hears how far a replay has come, within the transaction of the batch. */
    @FunctionalInterface
    interface BatchListener {

        /** Returns whether the replay goes on. */
        boolean replayed(long index, JdbcClient sameTransaction);
    }

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

        /** Ignores the progress. */
        Watcher NONE = new Watcher() {
            @Override
            public void progressed(long done, long head) {
                // ignored
            }

            @Override
            public void compared(Comparison comparison) {
                // ignored
            }
        };

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

    /** One table, live (null if not compared) and rebuilt; the difference is null if they are equal. */
    record Table(String name, @Nullable Rows live, Rows rebuilt, @Nullable Difference difference) {}

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

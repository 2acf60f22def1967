package dev.edict.projector.rebuild;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Folds the log into tables beside the live views, compares the two, and puts the new ones in their place if asked. */
public interface ViewRebuild {

    /**
     * Runs while commands and readers go on; one run at a time on a database.
     *
     * @throws RuntimeException if it could not be done, with what to do; the live views are untouched
     */
    Outcome run(View view, boolean swap, Watcher watcher);

    /** Which tables are meant. */
    enum View {
        /** What is written in a command's transaction. */
        ENFORCEMENT,
        /** What people read of the past. */
        TIMELINE,
        /** Every table of the schema. */
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Hears how far a run is. */
    interface Watcher {

        /** So many events of so many are folded. */
        void progressed(long done, long head);

        /** Comes before anything is swapped. */
        void compared(Comparison comparison);
    }

    /**
     * Live and rebuilt tables at one moment.
     *
     * @param head index of the last event of the log at that moment
     * @param timelineUpTo index of the last event that the live timeline had to tell of
     * @param setAside events up to there that it lacks because they wait as dead letters
     */
    record Comparison(long head, long timelineUpTo, long setAside, List<Table> tables) {

        /** Whether every live table is the replay of the log. */
        public boolean equal() {
            return tables.stream().allMatch(table -> table.difference() == null);
        }
    }

    /** One table, live and rebuilt; the difference is null if there is none. */
    record Table(String name, Rows live, Rows rebuilt, @Nullable Difference difference) {}

    /** How many rows, and the SHA-256 over the SHA-256 of each row's text in the order of the primary key. */
    record Rows(long count, String sha256) {}

    /**
     * What is not as the log has it.
     *
     * @param rows how many rows differ, are missing, or are too many
     * @param key primary key of the first of them
     * @param kind what is wrong with that one
     * @param columns its differing columns; none unless the row is on both sides
     */
    record Difference(long rows, String key, Kind kind, List<Column> columns) {}

    /** What can be wrong with a live row. */
    enum Kind {
        CHANGED,
        MISSING,
        UNKNOWN_TO_THE_LOG
    }

    /** A column's two values, as JSON. */
    record Column(String name, String live, String rebuilt) {}

    /**
     * How it ended.
     *
     * @param swappedAt index of the event up to which the tables now in place were folded
     * @param longestHold the longest that commands were kept waiting
     */
    record Outcome(Comparison comparison, OptionalLong swappedAt, Duration longestHold) {}
}

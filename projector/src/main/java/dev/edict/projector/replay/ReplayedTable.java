package dev.edict.projector.replay;

import dev.edict.projector.rebuild.ViewRebuild.Difference;
import dev.edict.projector.rebuild.ViewRebuild.Rows;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table that was replayed.
 *
 * @param live the live table; null if the replay ended before the head
 * @param difference null if they are equal, or not compared
 */
record ReplayedTable(String name, @Nullable RowDigest live, RowDigest replayed, @Nullable RowDifference difference) {

    /** The number of rows, and the SHA-256 over the SHA-256 of each row's text in primary-key order. */
    record RowDigest(long rows, String sha256) {}

    /**
     * Rows of the live table that are not as the log makes them.
     *
     * @param rows how many
     * @param key the primary key of the first one, as JSON
     * @param kind {@code changed}, {@code missing} or {@code unknown_to_the_log}, of the first one
     */
    record RowDifference(long rows, String key, String kind, List<ColumnDifference> columns) {}

    /** Two values as JSON. */
    record ColumnDifference(String name, String live, String replayed) {}

    static ReplayedTable of(Table table) {
        var difference = table.difference();
        return new ReplayedTable(
                table.name(),
                table.live() == null ? null : of(table.live()),
                of(table.rebuilt()),
                difference == null ? null : of(difference));
    }

    private static RowDigest of(Rows rows) {
        return new RowDigest(rows.count(), rows.sha256());
    }

    private static RowDifference of(Difference difference) {
        var columns = difference.columns().stream()
                .map(column -> new ColumnDifference(column.name(), column.live(), column.rebuilt()))
                .toList();
        return new RowDifference(
                difference.rows(), difference.key(), difference.kind().name().toLowerCase(Locale.ROOT), columns);
    }
}

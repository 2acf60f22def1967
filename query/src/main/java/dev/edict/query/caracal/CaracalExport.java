package dev.edict.query.caracal;

import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes policies, policy sets and active versions into a Caracal 1.0 database, all in one transaction. */
public interface CaracalExport {

    /**
     * Adds missing rows to the target and updates heads and bindings.
     *
     * @param schema the schema of the target's tables
     * @param zoneId the only zone to export; null for all
     * @throws RuntimeException if the export failed. Then nothing is written, unless the connection was lost during the
     *     commit
     */
    Report run(DataSource target, String schema, @Nullable String zoneId, Watcher watcher);

    /** Receives the progress of a run. */
    @FunctionalInterface
    interface Watcher {

        /** {@code done} rows out of {@code of} are processed. */
        void progressed(long done, long of);
    }

    /**
     * The number of rows of a table in Edict, and of the rows added and changed in the target. The other rows were
     * already equal.
     */
    record Tally(String table, long here, long added, long changed) {}

    /**
     * The result of a run.
     *
     * @param obstacles why nothing was written; empty on success
     */
    record Report(List<Tally> tallies, List<String> obstacles) {}
}

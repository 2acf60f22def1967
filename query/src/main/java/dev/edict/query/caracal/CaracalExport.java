package dev.edict.query.caracal;

import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes policies, policy sets and what governs into a Caracal 1.0 database: all in one transaction, or nothing. */
public interface CaracalExport {

    /**
     * Adds what the target lacks and brings heads and bindings up to date there.
     *
     * @param schema where the target has its tables
     * @param zoneId the one zone meant; null for all
     * @throws RuntimeException if it could not be done; nothing is written then, unless the connection was lost while all of
     *     it was being committed
     */
    Report run(DataSource target, String schema, @Nullable String zoneId, Watcher watcher);

    /** Hears how far a run is. */
    @FunctionalInterface
    interface Watcher {

        /** So many rows of so many are dealt with. */
        void progressed(long done, long of);
    }

    /** A table's rows here, and what became of them there; the others were there already, as they are here. */
    record Tally(String table, long here, long added, long changed) {}

    /**
     * What a run came to.
     *
     * @param obstacles why nothing was written; empty if everything was
     */
    record Report(List<Tally> tallies, List<String> obstacles) {}
}

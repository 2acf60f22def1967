package dev.edict.command.caracal;

import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Takes over zones, policies, policy sets and what governs, from a Caracal 1.0 database. It only reads there; here it adds
 * what is not there yet and never overwrites anything, so it can be run again, and goes on where it was stopped.
 */
public interface CaracalImport {

    /**
     * Imports, or only says what an import would do.
     *
     * @param schema where the source has its tables
     * @throws ImportRefused if it could not be begun
     * @throws ImportStopped if it could not go on; what was imported until then stays
     */
    Report run(DataSource source, String schema, boolean dryRun, Watcher watcher);

    /** Hears how far a run is. */
    @FunctionalInterface
    interface Watcher {

        /** So many rows of so many are dealt with. */
        void progressed(long done, long of);
    }

    /** What is counted. */
    enum Kind {
        ZONE,
        POLICY,
        POLICY_VERSION,
        POLICY_SET,
        POLICY_SET_VERSION,
        ACTIVATION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * Something of the source that was skipped, or that was imported although Edict would refuse it.
     *
     * @param reason one line; of what would be refused, the code
     */
    record Finding(Kind kind, String id, String reason) {}

    /** What became of everything of one kind; what was read was imported, known here already, or skipped. */
    record Tally(Kind kind, long read, long imported, long known, long skipped, long warnings) {}

    /** What a run came to. */
    record Report(List<Tally> tallies, List<Finding> skipped, List<Finding> warnings) {}
}

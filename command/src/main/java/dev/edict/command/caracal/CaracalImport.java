package dev.edict.command.caracal;

import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Imports zones, policies, policy sets and active versions from a Caracal 1.0 database. It only reads the source. It
 * only adds what is missing and never overwrites, so a run can be repeated and resumes where the last one stopped.
 */
public interface CaracalImport {

    /**
     * Imports, or reports what an import would do.
     *
     * @param schema the schema of the source's tables
     * @throws ImportRefused if the import cannot start
     * @throws ImportStopped if the import stopped; everything imported until then stays
     */
    Report run(DataSource source, String schema, boolean dryRun, Watcher watcher);

    /** Receives the progress of a run. */
    @FunctionalInterface
    interface Watcher {

        /** {@code done} rows out of {@code of} are processed. */
        void progressed(long done, long of);
    }

    /** The kinds of imported entities. */
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
     * Something that was skipped, or that was imported although Edict would reject it.
     *
     * @param reason one line; for a warning, the error code
     */
    record Finding(Kind kind, String id, String reason) {}

    /** The number of entities of one kind. Each entity read was imported, was already known, or was skipped. */
    record Tally(Kind kind, long read, long imported, long known, long skipped, long warnings) {}

    /** The result of a run. */
    record Report(List<Tally> tallies, List<Finding> skipped, List<Finding> warnings) {}
}

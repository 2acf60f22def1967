package dev.edict.command.zone;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds rollback targets; the cost does not grow with the number of changes of a zone. */
interface Activations {

    /**
     * The nearest earlier activation that a rollback may restore. It skips deactivations, versions that were rolled
     * back from and not restored since, and the governing version. It examines at most the 50 nearest versions.
     *
     * @param seq of the activation or deactivation to undo
     * @param governing the version that governs now; null for none
     */
    Optional<Activation> before(String zoneId, long seq, @Nullable String governing);

    /** The latest activation of a version in a zone; empty if it never governed there. */
    Optional<Activation> latestOf(String zoneId, String versionId);
}

package dev.edict.command.zone;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a rollback can go back to; what it costs to ask does not depend on how often a zone was changed. */
interface Activations {

    /**
     * The nearest activation before a change that a rollback may return to. A deactivation is none, nor is a version
     * that was rolled back from and not brought back since, nor the one that governs. At most the 50 nearest versions
     * are looked at.
     *
     * @param seq of the activation or deactivation to undo
     * @param governing the version that governs now; null for none
     */
    Optional<Activation> before(String zoneId, long seq, @Nullable String governing);

    /** The latest activation of a version in a zone; empty if it never governed there. */
    Optional<Activation> latestOf(String zoneId, String versionId);
}

package dev.edict.command.zone.directory;

import org.jspecify.annotations.Nullable;

/** Lets another aggregate read, and end, the governance of a zone in the same transaction. */
public interface Governance {

    /** The number of the change that activated the set in the zone; null if the set does not govern. */
    @Nullable
    Long governedSince(String zoneId, String policySetId);

    /** Deactivates the zone if the set governs it; otherwise does nothing. */
    void endIfGovernedBy(String zoneId, String policySetId, String dispatchId);
}

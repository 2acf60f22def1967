package dev.edict.command.zone.directory;

import org.jspecify.annotations.Nullable;

/** Lets another aggregate's decision depend on what governs a zone, and end it, in the same transaction. */
public interface Governance {

    /** The number of the change that let the set govern the zone; null if it does not. */
    @Nullable
    Long governedSince(String zoneId, String policySetId);

    /** Deactivates the zone if the set governs it; otherwise does nothing. */
    void endIfGovernedBy(String zoneId, String policySetId, String dispatchId);
}

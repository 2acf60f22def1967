package dev.edict.command.zone;

/** Lets another aggregate's decision end the governing of a zone, in the same transaction. */
public interface Governance {

    /** Deactivates the zone if the set governs it; otherwise does nothing. */
    void endIfGovernedBy(String zoneId, String policySetId, String dispatchId);
}

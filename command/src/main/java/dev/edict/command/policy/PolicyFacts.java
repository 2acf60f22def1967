package dev.edict.command.policy;

/** What a policy's own decisions need to know beyond the policy. */
interface PolicyFacts {

    /** Whether a live policy of the zone has this name. */
    boolean isNameTaken(String zoneId, String name);

    /** Whether the version that governs the zone contains any version of the policy. */
    boolean isGoverning(String zoneId, String policyId);
}

package dev.edict.command.policy;

import java.util.Collection;
import java.util.Set;

/** Facts that a policy's decisions need beyond its own state. */
interface PolicyFacts {

    /** Whether a live policy of the zone has this name. */
    boolean isNameTaken(String zoneId, String name);

    /** Whether the version that governs the zone contains any version of the policy. */
    boolean isGoverning(String zoneId, String policyId);

    /** The ones of these numbers that versions of the policy already have. */
    Set<Integer> takenNumbers(String policyId, Collection<Integer> numbers);
}

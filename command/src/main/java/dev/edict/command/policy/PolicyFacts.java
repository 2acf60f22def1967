package dev.edict.command.policy;

import java.util.Collection;
import java.util.Set;

/** What a policy's own decisions need to know beyond the policy. */
interface PolicyFacts {

    /** Whether a live policy of the zone has this name. */
    boolean isNameTaken(String zoneId, String name);

    /** Whether the version that governs the zone contains any version of the policy. */
    boolean isGoverning(String zoneId, String policyId);

    /** Which of these numbers versions of the policy have. */
    Set<Integer> takenNumbers(String policyId, Collection<Integer> numbers);
}

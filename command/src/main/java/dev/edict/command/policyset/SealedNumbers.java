package dev.edict.command.policyset;

import java.util.Collection;
import java.util.Set;

/** The version numbers of policy sets. */
interface SealedNumbers {

    /** The ones of these numbers that versions of the set already have. */
    Set<Integer> taken(String policySetId, Collection<Integer> numbers);
}

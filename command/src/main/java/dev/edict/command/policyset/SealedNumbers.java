package dev.edict.command.policyset;

import java.util.Collection;
import java.util.Set;

/** The numbers that the versions of policy sets have. */
interface SealedNumbers {

    /** Which of these numbers versions of the set have. */
    Set<Integer> taken(String policySetId, Collection<Integer> numbers);
}

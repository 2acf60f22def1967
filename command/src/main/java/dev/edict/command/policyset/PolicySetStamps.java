package dev.edict.command.policyset;

import dev.edict.command.api.Stamp;
import dev.edict.command.log.PastEvents;

/** Lets an imported activation say of its set, in the same transaction, who changed it last. */
public interface PolicySetStamps {
    void restamp(String policySetId, Stamp updated, PastEvents past);
}

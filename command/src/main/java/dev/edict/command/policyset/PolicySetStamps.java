package dev.edict.command.policyset;

import dev.edict.command.api.Stamp;
import dev.edict.command.eventstore.ImportedEvents;

/** Lets an imported activation say of its set, in the same transaction, who changed it last. */
public interface PolicySetStamps {
    void restamp(String policySetId, Stamp updated, ImportedEvents past);
}

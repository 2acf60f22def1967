package dev.edict.command.policyset;

import dev.edict.command.api.Stamp;
import dev.edict.command.eventstore.ImportedEvents;

/** Lets an imported activation record the last change of its set in the same transaction. */
public interface PolicySetStamps {
    void restamp(String policySetId, Stamp updated, ImportedEvents past);
}

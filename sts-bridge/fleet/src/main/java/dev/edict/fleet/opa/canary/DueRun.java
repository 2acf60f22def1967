package dev.edict.fleet.opa.canary;

import dev.edict.fleet.opa.bundle.Governance;
import org.jspecify.annotations.Nullable;

/**
 * An activation that an agent has loaded, and whose canaries it has not decided yet.
 *
 * @param id of the agent in the roster
 * @param manifestSha256 null if nothing governs
 */
record DueRun(String id, long incarnation, String zoneId, long activationSeq, @Nullable String manifestSha256) {

    /** Of the bundle that the agent has to decide by. */
    String revision() {
        return new Governance(zoneId, activationSeq, manifestSha256).revision();
    }
}

package dev.edict.command.api.zone;

import dev.edict.command.api.NoteReference;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Nothing governs the zone from here on: decision points deny.
 *
 * @param policySetId the set that governed until here
 * @param replacedSeq the activation that ended; a rollback restores it
 * @param reason why, in the operator's words; null when the governing set was archived
 */
@Revision("1")
public record ZoneDeactivated(
        String zoneId,
        String policySetId,
        String previousVersionId,
        long activationSeq,
        long replacedSeq,
        @Nullable NoteReference reason,
        String dispatchId)
        implements GovernanceChanged {

    @Override
    public @Nullable String governingVersionId() {
        return null;
    }
}

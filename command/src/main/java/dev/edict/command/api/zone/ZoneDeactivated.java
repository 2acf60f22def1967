package dev.edict.command.api.zone;

import dev.edict.command.api.NoteReference;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The zone has no governing version: its decision points deny every request.
 *
 * @param policySetId the set that governed before
 * @param replacedSeq the activation that ended; a rollback restores it
 * @param reason the operator's explanation; null if the governing set was archived
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

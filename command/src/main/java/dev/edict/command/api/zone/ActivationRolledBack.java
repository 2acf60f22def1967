package dev.edict.command.api.zone;

import dev.edict.command.api.NoteReference;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * An earlier version governs the zone again.
 *
 * @param restoredSeq the activation that introduced the restored version; the next rollback starts from there
 * @param rolledBackSeq the activation or deactivation that was undone
 * @param previousVersionId the version that governed before; null after a deactivation
 * @param reason the operator's explanation
 */
@Revision("1")
public record ActivationRolledBack(
        String zoneId,
        String policySetId,
        String versionId,
        String manifestSha256,
        long activationSeq,
        long restoredSeq,
        long rolledBackSeq,
        @Nullable String previousVersionId,
        NoteReference reason,
        String dispatchId)
        implements GovernanceChanged {

    @Override
    public String governingVersionId() {
        return versionId;
    }
}

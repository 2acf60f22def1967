package dev.edict.command.api.zone;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * From here on the zone is governed by this version, and by no other policy set.
 *
 * @param replacedSeq the activation this one replaced; a rollback follows it
 * @param previousVersionId what governed until here; null for nothing
 * @param simulationId the latest simulation of the same manifest in the zone, if there was one
 */
@Revision("1")
public record PolicySetVersionActivated(
        String zoneId,
        String policySetId,
        String versionId,
        String manifestSha256,
        long activationSeq,
        @Nullable Long replacedSeq,
        @Nullable String previousVersionId,
        @Nullable String simulationId,
        String dispatchId)
        implements GovernanceChanged {

    @Override
    public String governingVersionId() {
        return versionId;
    }
}

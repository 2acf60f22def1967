package dev.edict.command.api.zone;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * This version governs the zone; it replaces the version of any other policy set.
 *
 * @param replacedSeq the activation that this one replaces; a rollback follows it
 * @param previousVersionId the version that governed before; null for none
 * @param simulationId the latest simulation of the same manifest in the zone; null for none
 */
@Revision("2")
public record PolicySetVersionActivated(
        String zoneId,
        String policySetId,
        String versionId,
        String manifestSha256,
        long activationSeq,
        @Nullable Long replacedSeq,
        @Nullable String previousVersionId,
        @Nullable String simulationId,
        ActivationGrounds grounds,
        String dispatchId)
        implements GovernanceChanged {

    @Override
    public String governingVersionId() {
        return versionId;
    }
}

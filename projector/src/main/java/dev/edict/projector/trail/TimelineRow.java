package dev.edict.projector.trail;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.NoteReference;
import dev.edict.command.api.deployment.DeploymentEvent;
import dev.edict.command.api.zone.GovernanceChanged;
import org.jspecify.annotations.Nullable;

/** The columns of a timeline row that the event handler sets. */
record TimelineRow(
        String zoneId,
        String summary,
        @Nullable String policyId,
        @Nullable String policyVersionId,
        @Nullable String policySetId,
        @Nullable String policySetVersionId,
        @Nullable Long activationSeq,
        @Nullable Long ofActivationSeq,
        @Nullable String previousVersionId,
        @Nullable String governingVersionId,
        @Nullable String simulationId,
        @Nullable String reasonNoteId) {

    static TimelineRow about(DomainEvent event, String summary) {
        return new TimelineRow(event.zoneId(), summary, null, null, null, null, null, null, null, null, null, null);
    }

    static TimelineRow aboutPolicy(DomainEvent event, String summary, String policyId, @Nullable String versionId) {
        return new TimelineRow(
                event.zoneId(), summary, policyId, versionId, null, null, null, null, null, null, null, null);
    }

    static TimelineRow aboutPolicySet(
            DomainEvent event, String summary, String policySetId, @Nullable String versionId) {
        return new TimelineRow(
                event.zoneId(), summary, null, null, policySetId, versionId, null, null, null, null, null, null);
    }

    static TimelineRow aboutGovernance(
            GovernanceChanged event, String summary, @Nullable String simulationId, @Nullable NoteReference reason) {
        return new TimelineRow(
                event.zoneId(),
                summary,
                null,
                null,
                event.policySetId(),
                event.governingVersionId() != null ? event.governingVersionId() : event.previousVersionId(),
                event.activationSeq(),
                null,
                event.previousVersionId(),
                event.governingVersionId(),
                simulationId,
                reason == null ? null : reason.noteId());
    }

    static TimelineRow aboutDeployment(DeploymentEvent event, String summary) {
        return new TimelineRow(
                event.zoneId(), summary, null, null, null, null, null, event.activationSeq(), null, null, null, null);
    }

    TimelineRow withReason(NoteReference reason) {
        return new TimelineRow(
                zoneId,
                summary,
                policyId,
                policyVersionId,
                policySetId,
                policySetVersionId,
                activationSeq,
                ofActivationSeq,
                previousVersionId,
                governingVersionId,
                simulationId,
                reason.noteId());
    }

    TimelineRow withSimulation(String id) {
        return new TimelineRow(
                zoneId,
                summary,
                policyId,
                policyVersionId,
                policySetId,
                policySetVersionId,
                activationSeq,
                ofActivationSeq,
                previousVersionId,
                governingVersionId,
                id,
                reasonNoteId);
    }
}

package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.POLICY_ARCHIVED;
import static dev.edict.command.api.Rejection.Reason.PREVIEW_OUTDATED;

import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.canary.DueCanaries;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.evidence.RequiredEvidence;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.command.policyset.SealedVersions.SealedVersion;
import dev.edict.command.preview.PreviewStates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a version has to fulfil before it governs, decided under the command lock. */
@Component
class ActivationGuard {

    private final SealedVersions sealed;
    private final DueCanaries canaries;
    private final RequiredEvidence evidence;
    private final PreviewStates previews;
    private final Notes notes;

    ActivationGuard(
            SealedVersions sealed,
            DueCanaries canaries,
            RequiredEvidence evidence,
            PreviewStates previews,
            Notes notes) {
        this.sealed = sealed;
        this.canaries = canaries;
        this.evidence = evidence;
        this.previews = previews;
        this.notes = notes;
    }

    /**
     * The grounds of an activation.
     *
     * @param activationSeq the number of the zone's latest activation or deactivation
     * @param governing the version that governs; null for none
     * @throws dev.edict.command.api.Rejection {@code preview_outdated}, {@code policy_archived},
     *     {@code evidence_missing} or {@code canaries_changed}
     */
    ActivationGrounds require(
            ActivatePolicySetVersion command, SealedVersion version, long activationSeq, @Nullable String governing) {
        requirePreviewed(command, activationSeq, governing);
        var archived = sealed.archivedPolicies(version.versionId());
        if (!archived.isEmpty()) {
            throw POLICY_ARCHIVED.because("the version contains archived policies: %s", String.join(", ", archived));
        }
        var found = evidence.require(command.zoneId(), version.versionId(), version.manifestSha256());
        canaries.requireEvaluated(command.zoneId(), command.canaries());
        var reason = command.reason();
        var preview = command.preview();
        return new ActivationGrounds(
                reason == null ? null : notes.keep(reason),
                preview == null ? null : preview.digest(),
                found,
                command.canaries());
    }

    /** Of two activations with the same preview the second one finds another number, and so another digest. */
    private void requirePreviewed(ActivatePolicySetVersion command, long activationSeq, @Nullable String governing) {
        var claim = command.preview();
        if (claim == null) {
            return;
        }
        var basis = previews.basis(command.zoneId(), claim.contents(), activationSeq);
        if (!basis.digest().equals(claim.digest())) {
            throw PREVIEW_OUTDATED
                    .because("the version, what governs, or the zone's settings, catalogue, suites, canaries or"
                            + " decision contract is not what the preview was made of: read the preview again")
                    .with("activeVersionId", governing);
        }
    }
}

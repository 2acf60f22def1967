package dev.edict.preview;

import dev.edict.command.policy.PolicyChecks;
import dev.edict.decision.delta.AccessDelta;
import dev.edict.fleet.propagation.PropagationReader;
import dev.edict.fleet.propagation.ZoneReadiness;
import dev.edict.preview.ActivationPreview.Base;
import dev.edict.preview.ActivationPreview.Verdict;
import dev.edict.preview.Candidate.Sealed;
import dev.edict.query.QueryRejection;
import dev.edict.query.delta.DeltaPart;
import dev.edict.query.delta.DeltaReader;
import dev.edict.query.delta.DocumentChange;
import dev.edict.query.delta.DocumentChange.Text;
import dev.edict.query.delta.DocumentDiff;
import dev.edict.query.policyset.PolicySetReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Previews activations: collects what is known, and says whether something speaks against it. */
@Component
public class PreviewService {

    /** The id by which a zone that does not exist yet is named. */
    static final String NEW_ZONE = "new";

    private static final int MOST_CHANGES = 200;

    private final ZoneBasis zones;
    private final ZonePartsReader parts;
    private final PolicySetReader sets;
    private final PolicyChecks checks;
    private final DeltaReader deltas;
    private final CanaryOutcomes canaries;
    private final EvidenceOutcomes evidence;
    private final PropagationReader propagation;
    private final WaysBack waysBack;
    private final PreviewBases bases;

    PreviewService(
            ZoneBasis zones,
            ZonePartsReader parts,
            PolicySetReader sets,
            PolicyChecks checks,
            DeltaReader deltas,
            CanaryOutcomes canaries,
            EvidenceOutcomes evidence,
            PropagationReader propagation,
            WaysBack waysBack,
            PreviewBases bases) {
        this.zones = zones;
        this.parts = parts;
        this.sets = sets;
        this.checks = checks;
        this.deltas = deltas;
        this.canaries = canaries;
        this.evidence = evidence;
        this.propagation = propagation;
        this.waysBack = waysBack;
        this.bases = bases;
    }

    /**
     * Previews the activation of a sealed version.
     *
     * @throws QueryRejection {@code zone_not_found}, {@code policy_set_version_not_found}
     */
    public ActivationPreview ofVersion(String zoneId, String policySetId, String versionId) {
        var state = state(zoneId);
        var version = sets.findVersion(zoneId, policySetId, versionId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND.because(
                        "no version %s of policy set %s in zone %s", versionId, policySetId, zoneId));
        var sealed = new Sealed(policySetId, versionId, version.manifestSha256());
        var texts = sets.entries(versionId).stream()
                .map(entry -> new Text(entry.versionId(), entry.policyName(), entry.version(), entry.content()))
                .toList();
        return preview(
                new Subject(zoneId, state, parts.of(zoneId, state, Proposal.NONE), propagation.readiness(zoneId)),
                new Candidate(sealed, texts),
                deltas.between(state.governing(), versionId),
                deltas.documents(state.governing(), versionId));
    }

    /**
     * Previews documents that are not sealed, as if a version of them were activated and the proposal were in force. The
     * digest and its basis are of what is in force.
     *
     * @param texts identified and named by their policy
     * @throws QueryRejection {@code zone_not_found}
     */
    ActivationPreview ofDocuments(String zoneId, List<Text> texts, Proposal proposal) {
        var state = state(zoneId);
        return unsealed(
                new Subject(zoneId, state, parts.of(zoneId, state, proposal), propagation.readiness(zoneId)), texts);
    }

    /** The same in a zone that does not exist yet: nothing governs, and nothing is in force. */
    ActivationPreview ofNewZone(List<Text> texts, Proposal proposal) {
        return unsealed(
                new Subject(
                        NEW_ZONE, ZoneBasis.State.NEW, parts.ofNewZone(proposal), propagation.readinessOfNew(NEW_ZONE)),
                texts);
    }

    private ActivationPreview unsealed(Subject subject, List<Text> texts) {
        var candidate = new Candidate(null, texts);
        var governing = subject.state().governing();
        return preview(
                subject,
                candidate,
                deltas.between(governing, candidate.documents()),
                deltas.documents(governing, texts));
    }

    /** The zone that an activation is previewed in. */
    private record Subject(String zoneId, ZoneBasis.State state, ZoneParts parts, ZoneReadiness readiness) {}

    private ZoneBasis.State state(String zoneId) {
        return zones.find(zoneId).orElseThrow(() -> QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId));
    }

    private ActivationPreview preview(
            Subject subject, Candidate candidate, AccessDelta delta, List<DocumentChange> documents) {
        var zoneId = subject.zoneId();
        var state = subject.state();
        var required = subject.parts();
        var findings =
                checks.bundle(candidate.documents(), required.catalogue()).problems();
        var outcomes = canaries.of(required, candidate.documents());
        var proof = evidence.of(zoneId, candidate, required);
        var basis = bases.of(candidate, state);
        var sealed = candidate.sealed();
        var reasons = new Reasons(candidate.isSealed());
        reasons.ofArchivedPolicies(sealed == null ? List.of() : sets.archivedPolicies(sealed.versionId()));
        reasons.ofFindings(findings, required.strict());
        reasons.ofDelta(delta.notAnalysable(), bases.isContractOwn());
        reasons.ofGovernance(candidate.is(state.governing()));
        reasons.ofEvidence(proof.part(), proof.suites());
        reasons.ofCanaries(outcomes);
        reasons.ofReadiness(subject.readiness());
        return new ActivationPreview(
                zoneId,
                sealed == null ? null : sealed.policySetId(),
                sealed == null ? null : sealed.versionId(),
                basis.digest(),
                basis,
                Verdict.of(reasons.all()),
                reasons.all(),
                new Base(state.governing(), state.activationSeq()),
                findings,
                DeltaPart.of(delta, zoneId, 0, MOST_CHANGES),
                DocumentDiff.of(documents),
                proof.part(),
                proof.suites(),
                outcomes,
                subject.readiness(),
                waysBack.of(zoneId, state.governing(), candidate));
    }
}
